from asok import Request


def render(request: Request):
    request.status_code(201)
    assert request.status_code == 201
    return request.json({"created": True})
