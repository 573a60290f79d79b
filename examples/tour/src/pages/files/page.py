from asok import Form, Request


def render(request: Request):
    form = Form({"picture": Form.file(request.__("files.file"), "required|size:2048")}, request)
    uploaded = None
    if form.validate():
        file = request.files["picture"]
        uploaded = {"name": file.filename, "type": file.content_type, "size": file.size}
    return request.html("page.html", form=form, uploaded=uploaded)
