from asok import Request


def post(request: Request):
    request.abort(500)
