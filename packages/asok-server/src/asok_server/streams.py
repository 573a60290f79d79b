"""The body that came in and the stream that goes out, under one name: ``request.stream``."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from asok_request.body import BodyStream

from asok_server.response import Response

if TYPE_CHECKING:
    from asok_server.request import Request


class Stream(BodyStream):
    """The body of the request as a file; called with a source, the answer that streams it."""

    request: "Request"

    def __call__(self, source: str | Iterable[Any], /, **context: Any) -> Response:
        """Answer piece by piece, each sent as soon as it is there.

        ``source`` is the name of a template, rendered with ``context``, or an iterable of str or bytes.
        The headers leave before the first piece, so a change of the session that comes later is refused. The
        token of a form is made in time if the template, or one that it loads, asks for it by name.
        """
        return self.request.streamed(source, context)
