from asok import Form, Request


def render(request: Request):
    form = Form(
        {
            "name": Form.text(request.__("contact.name"), "required|min:2", placeholder="Ada"),
            "email": Form.email(request.__("contact.email"), "required|email"),
            "message": Form.textarea(request.__("contact.message"), "required|max:500"),
        },
        request,
    )

    if form.validate():
        request.flash("success", request.__("contact.sent"))
        form.reset()

    return request.html("page.html", form=form)
