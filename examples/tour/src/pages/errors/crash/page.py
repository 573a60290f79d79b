from asok import Request


def render(request: Request):
    return request.text(str(1 / 0))
