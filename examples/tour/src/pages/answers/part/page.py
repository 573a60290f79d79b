from asok import Request


def render(request: Request):
    return request.block("answers/page.html", "main")
