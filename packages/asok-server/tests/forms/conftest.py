"""Real requests, from bytes, for the forms under test."""

import io
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any

import pytest
from asok_i18n import Catalogs
from asok_request import Request
from asok_server.forms import MESSAGES, Form

BOUNDARY = b"----boundary-of-the-tests"


class SpeakingRequest(Request):
    """asok_request's Request with the translation that the server adds."""

    translate: Callable[..., str]

    def __(self, key: str, /, **arguments: Any) -> str:
        return self.translate(key, **arguments)


def encoded(values: Mapping[str, Any], files: Mapping[str, Any]) -> bytes:
    parts: list[bytes] = []
    for name, value in values.items():
        for text in value if isinstance(value, list | tuple) else [value]:
            head = f'Content-Disposition: form-data; name="{name}"'.encode()
            parts.append(head + b"\r\n\r\n" + text.encode("utf-8", "surrogatepass"))
    for name, value in files.items():
        for filename, content in value if isinstance(value, list) else [value]:
            head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'.encode()
            parts.append(head + b"\r\nContent-Type: application/octet-stream\r\n\r\n" + content)
    return b"".join(b"--%s\r\n%s\r\n" % (BOUNDARY, part) for part in parts) + b"--%s--\r\n" % BOUNDARY


def untranslated(key: str, /, **arguments: Any) -> str:
    return key


@pytest.fixture(scope="session")
def request_of() -> Callable[..., SpeakingRequest]:
    """Make a request that sends values and files."""

    def make(
        values: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        method: str = "POST",
        translate: Callable[..., str] = untranslated,
    ) -> SpeakingRequest:
        body = encoded(values or {}, files or {})
        request = SpeakingRequest(
            {
                "REQUEST_METHOD": method,
                "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
            }
        )
        request.translate = translate
        return request

    return make


@pytest.fixture(scope="session")
def sent(request_of) -> Callable[..., Form]:
    """Make a form for which values and files were sent."""

    def make(fields: Mapping[str, Any], values: Any = None, files: Any = None, **options: Any) -> Form:
        return Form(fields, request_of(values, files, **options))

    return make


@pytest.fixture(scope="session")
def translator() -> Callable[[str], Callable[..., str]]:
    """The messages of the package in a language."""
    catalogs = Catalogs.load((), builtin=MESSAGES)

    def of(language: str) -> Callable[..., str]:
        return Catalogs.load((), default=language, builtin=MESSAGES).translator(language)

    assert catalogs.languages
    return of


class Elements(HTMLParser):
    """The elements of some HTML in order: tag, attributes, text directly inside."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {attrs}"
        self.found.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self.found:
            self.found[-1][2].append(data)


@pytest.fixture(scope="session")
def elements() -> Callable[[Any], list[tuple[str, dict[str, str | None], str]]]:
    """Parse HTML into its elements."""

    def parse(html: Any) -> list[tuple[str, dict[str, str | None], str]]:
        return [(tag, attributes, "".join(text)) for tag, attributes, text in Elements(str(html)).found]

    return parse


@pytest.fixture(scope="session")
def attributes_of(elements) -> Callable[[Any], dict[str, str | None]]:
    """The attributes of the first element of some HTML."""
    return lambda html: elements(html)[0][1]
