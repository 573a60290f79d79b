from asok import Request


def post(request: Request):
    request.status_code(204)
    return b""
