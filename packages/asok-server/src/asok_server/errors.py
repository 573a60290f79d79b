"""The exceptions of asok-server: one small tree."""

from asok_server.response import Response

FAILURES = (Exception, SystemExit)
"""What a page may raise by mistake: one that exits must not end the worker."""


class AsokError(Exception):
    """The root of everything that asok-server raises on purpose."""


class ConfigError(AsokError):
    """The app can't start as it is configured; the message says what to do."""


class HTTPException(AsokError):
    """Ends the page function: the answer it carries is sent instead."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


class RedirectException(HTTPException):
    """Sends the browser to another address."""


class Abort(HTTPException):
    """Ends the request with an error page: ``message`` is shown there, and is plain text.

    Raises ValueError for a status that says of no error, which is one outside of 400 to 599, and TypeError
    for a message that is no text.
    """

    def __init__(self, status: int, message: str = "") -> None:
        if not (isinstance(status, int) and 400 <= status <= 599):
            raise ValueError(f"{status!r} is no status of an error: use 400 to 599")
        if not isinstance(message, str):
            raise TypeError(f"the message of an error page is a str, not {message!r}")
        super().__init__(Response(message.encode(), status, (("Content-Type", "text/plain; charset=utf-8"),)))
        self.status = status
        self.message = message
