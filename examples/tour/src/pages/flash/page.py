from asok import Request


def get(request: Request):
    return request.html("page.html")


def post(request: Request):
    request.flash(request.form["category"], request.__("flash.said"))
    request.redirect(request.url_for("flash"))
