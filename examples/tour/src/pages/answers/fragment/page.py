from datetime import UTC, datetime

from asok import Request


def render(request: Request):
    return request.html("page.html", now=datetime.now(UTC))
