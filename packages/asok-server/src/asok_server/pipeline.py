"""One request's way through the house, from top to bottom."""

import logging
import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from asok_request import BodyConsumed, RequestError

from asok_server.answers import Chunks, respond
from asok_server.error_pages import json_error, plain_page, wants_json
from asok_server.errors import FAILURES, Abort, HTTPException
from asok_server.files.filebody import FileBody
from asok_server.finish import finish
from asok_server.request import Request
from asok_server.response import Response
from asok_server.routing.pages import KNOWN
from asok_server.routing.routes import NOTHING
from asok_server.security import csrf
from asok_server.site import Answering, Site
from asok_server.wsgi import Going, deliver

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Next = Callable[[Request], Response]
Middleware = Callable[[Request, Next], Any]
Before = Callable[[Request], Any]
After = Callable[[Request, Response], Any]

logger = logging.getLogger("asok")

REQUEST_ID = "X-Request-Id"

TOKEN_IN_STREAM = f"This page reads the body as it comes: send the token in the header {csrf.HEADER}."


class Pipeline:
    """The WSGI callable of an app: match, build the request, run the page, finish, send.

    No exception leaves it (PEP 3333 servers would answer with what they please).
    """

    def __init__(
        self, site: Site, middlewares: Sequence[Middleware], before: Sequence[Before], after: Sequence[After]
    ) -> None:
        self._site = site
        self._guarded = csrf.METHODS if site.settings.csrf else frozenset[str]()
        self._before = tuple(before)
        self._answer = self._composed([*site.middlewares, *middlewares], tuple(after))

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        page, params = self._site.find(environ)
        request = Request(environ, params, self._site, page)
        try:
            going = finish(request, self._answer(request))
        except HTTPException as interrupt:  # what the page did can't be kept: its answer must not be sent
            going = self._unkept(environ, interrupt)
        except FAILURES as error:
            going = self._failure(environ, error)
        return deliver(going, environ, start_response)

    def failed(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", error: BaseException
    ) -> Iterable[bytes]:
        """Answer what another app, mounted here, has raised, as a page that raised it."""
        return deliver(self._failure(environ, error), environ, start_response)

    def _composed(self, middlewares: Sequence[Middleware], after: Sequence[After]) -> Next:
        """Return the hooks and the middlewares around the page as one function, the first outermost."""
        composed = self._interruptible(self._page_answer)
        if after:
            composed = partial(_hooked, after, composed)
        for middleware in reversed(middlewares):
            composed = self._interruptible(partial(_through, middleware, composed))
        return composed

    def _interruptible(self, answer: Next) -> Next:
        """Return what gives the answer, or what was raised in its place."""

        def interruptible(request: Request) -> Response:
            try:
                return answer(request)
            except HTTPException as interrupt:
                return self._interrupted(request, interrupt)
            except BodyConsumed:
                if not request.form_held_token:
                    raise
                return self._interrupted(request, Abort(400, TOKEN_IN_STREAM))
            except RequestError as error:
                if error.status >= 500:
                    raise
                return self._interrupted(request, Abort(error.status, str(error)))

        return interruptible

    def _page_answer(self, request: Request) -> Response:
        self._site.check_host(request)
        page, method = request.page, request.method
        if page is None:
            raise Abort(404 if method in KNOWN else 501)
        handler = page.handlers.get(method)
        if handler is None:
            raise _unanswered(request, page, method)
        if method in self._guarded:
            request.check_csrf()
        for hook in self._before:
            answer = hook(request)
            if answer is not None:
                return respond(answer, request.reply.status, hook)
        answer = handler(request)
        response = answer if type(answer) is Response else respond(answer, request.reply.status, handler)
        return response if type(response.body) is bytes else _begun(request, response)

    def _interrupted(self, request: Request, interrupt: HTTPException) -> Response:
        """Return the response that an exception carries: for an Abort, on the site's error page.

        Those who like JSON better get that, unless the error page has a module, which decides by itself.
        """
        if not isinstance(interrupt, Abort):
            return interrupt.response
        page = self._site.error_pages.get(interrupt.status)
        request.turn_to(page, interrupt.message)
        request.reply.set_status(interrupt.status)
        if page is None or not page.has_module:
            request.reply.add_vary("Accept")
            if wants_json(request.environ):
                return json_error(interrupt.status, interrupt.message)
        if page is None:
            return plain_page(interrupt.status, interrupt.message)
        handler = page.on_error
        try:
            return respond(handler(request), interrupt.status, handler)
        except RequestError:  # the error page stumbled over what is wrong with the request
            return plain_page(interrupt.status, interrupt.message)

    def _unkept(self, environ: "WSGIEnvironment", interrupt: HTTPException) -> Going:
        request = Request(environ, NOTHING, self._site, None)
        try:
            return finish(request, self._interrupted(request, interrupt))
        except FAILURES as error:
            return self._failure(environ, error)

    def _failure(self, environ: "WSGIEnvironment", error: BaseException) -> Going:
        """Log an exception and answer with a 500 that says nothing of it, outside DEBUG."""
        number = uuid.uuid4().hex
        _log_failure(number, environ, error)
        request = Request(environ, NOTHING, self._site, None)
        request.reply.set_header(REQUEST_ID, number)
        if self._site.settings.debug:
            from asok_server import debug  # never in production

            shown = debug.page(error, environ, root=self._site.root, secrets=self._site.secrets)
            return finish(request, shown)
        try:
            return finish(request, self._interrupted(request, Abort(500)))
        except FAILURES as second:
            _log_failure(number, environ, second, "the error page of request")
            return finish(Request(environ, NOTHING, self._site, None), plain_page(500, ""))


def _unanswered(request: Request, page: Answering, method: str) -> HTTPException:
    """Return what answers a method that the page does not: 204 for OPTIONS, else 405 or 501."""
    if method == "OPTIONS":
        return HTTPException(Response(status=204, headers=(("Allow", page.allow),)))
    if method in KNOWN:
        request.reply.set_header("Allow", page.allow)
        return Abort(405, f"This page does not answer {method}.")
    return Abort(501)


def _begun(request: Request, response: Response) -> Response:
    """Let a stream come to its first chunk: what it does until then counts as done by the page.

    If it fails later, the log has its number, which left with the headers.
    """
    body = response.body
    if isinstance(body, FileBody | str):
        return response
    own = not isinstance(body, Chunks)  # then the page has made the response itself
    body = body if isinstance(body, Chunks) else Chunks(body)
    body.begin()
    status = response.status if own else request.reply.status
    number = uuid.uuid4().hex
    body.on_failure = partial(_log_failure, number, request.environ)
    return Response(body, status, (*response.headers, (REQUEST_ID, number)))


def _log_failure(
    number: str, environ: "WSGIEnvironment", error: BaseException, what: str = "request"
) -> None:
    """Write what failed into the log, under the number that the request's answer names."""
    method, path = environ.get("REQUEST_METHOD"), environ.get("PATH_INFO")
    known = {"request_id": number, "method": method, "path": path}
    logger.error("%s %s failed: %s %r", what, number, method, path, exc_info=error, extra=known)


def _hooked(after: Sequence[After], answer: Next, request: Request) -> Response:
    response = answer(request)
    for hook in after:
        changed = hook(request, response)
        if changed is not None:
            response = respond(changed, request.reply.status, hook)
    return response


def _through(middleware: Middleware, following: Next, request: Request) -> Response:
    return respond(middleware(request, following), request.reply.status, middleware)
