from asok import Request


def render(request: Request):
    return request.json({"status": "ok", "count": 42})
