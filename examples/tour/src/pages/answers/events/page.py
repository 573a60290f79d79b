from collections.abc import Iterator

from asok import Request


def render(request: Request):
    return request.events(count())


def count() -> Iterator[dict[str, object]]:
    for number in range(3):
        yield {"event": "tick", "id": number, "data": {"number": number}}
