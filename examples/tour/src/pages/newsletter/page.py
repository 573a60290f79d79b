from asok import Request


def post(request: Request):
    request.flash("success", request.__("flash.subscribed"))
    request.back(default="/flash")
