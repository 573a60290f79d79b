"""The request: all that came in, and all that is needed to answer."""

import secrets
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote, urlencode
from weakref import proxy

from asok_request.lazy import lazy
from markupsafe import Markup

from asok_server import answers, blocks, script_tag
from asok_server.env import Env
from asok_server.errors import Abort, RedirectException
from asok_server.files import sending
from asok_server.files.conditions import Conditions
from asok_server.jsons import dumps
from asok_server.response import Response
from asok_server.security import csrf, redirects
from asok_server.shared import value_for
from asok_server.site import Answering
from asok_server.status import StatusCode
from asok_server.streams import Stream
from asok_server.visit import Visit


class Request(Visit):
    """One request and the answer to it.

    What came in is inherited from :class:`asok_request.Request`, and who sent it from :class:`Visit`. Every
    answer is returned (``html``, ``json``, ``text``, ``block``, ``stream``, ``events``, ``send_file``) or
    raised (``redirect``, ``back``, ``abort``); everything else is worked out at first use.
    """

    # Answers

    def html(self, template: str, /, **context: Any) -> Response:
        """Answer with a template: beside the page, below ``src/pages``, or below ``src/partials``.

        A block request (``X-Block``) is answered with those blocks of it, or with all of it where one can't
        be rendered alone. Raises :class:`asok_templates.TemplateNotFound`, and Abort(400) for a block that
        the template lacks.
        """
        name = self._template(template)
        wanted = self.environ.get("HTTP_X_BLOCK")
        if self.site.templates.blocks(name):
            self.reply.add_vary(blocks.HEADER)
        if wanted is None or self._whole:
            return self._html(self.site.templates.render(name, **self._context(context)))
        return self._blocks(name, blocks.requested(wanted), context)

    def block(self, filepath: str, block_name: str | Sequence[str], /, **context: Any) -> Response:
        """Answer with one block of a template alone, or with several.

        Raises :class:`asok_templates.BlockNotFound`, which names the blocks that there are.
        """
        names = (block_name,) if isinstance(block_name, str) else tuple(block_name)
        name = self._template(filepath)
        self.reply.add_vary(blocks.HEADER)
        return self._html(
            blocks.joined(self.site.templates.render_blocks(name, names, **self._context(context)))
        )

    def json(self, data: Any, /) -> Response:
        """Answer with JSON. Raises TypeError or ValueError for what has no JSON form."""
        return Response(dumps(data), self.reply.status, answers.JSON)

    def text(self, text: str, /) -> Response:
        """Answer with plain text. Raises NoAnswer for what is no str."""
        if not isinstance(text, str):
            raise answers.NoAnswer(f"request.text takes a str, not {text!r}: write str(...) around it")
        return Response(text.encode(), self.reply.status, answers.TEXT)

    @lazy
    def stream(self) -> Stream:
        """The body that came, as a file; ``request.stream(source)`` answers piece by piece.

        ``source`` is the name of a template or an iterable of str or bytes; see :class:`Stream`.
        """
        stream = self._opened(Stream)
        stream.request = proxy(self)  # which holds the stream, and must not wait for the garbage collector
        return stream

    def events(self, source: Iterable[Any], /) -> Response:
        """Answer with server-sent events, one for each item; see :class:`asok_server.answers.Events`."""
        return Response(answers.Events(source), self.reply.status, answers.EVENTS)

    def send_file(
        self,
        path: str | Path,
        *,
        filename: str | None = None,
        as_attachment: bool = True,
        content_type: str | None = None,
        base_dir: str | Path | None = None,
        max_age: int | None = None,
    ) -> Response:
        """Answer with a file: a download, or shown in the browser with ``as_attachment=False``.

        ``path`` is the developer's own; a name that came from a user goes with ``base_dir``, which
        contains it. The browser checks it again at each use, or after ``max_age`` seconds. A missing file is
        a 404. Under a status other than 200, as on an error page, no range and no condition is looked at.
        """
        status = self.reply.status
        response = sending.send_file(
            path,
            conditions=Conditions.of(self.environ) if status == 200 else Conditions(self.method),
            filename=filename,
            as_attachment=as_attachment,
            content_type=content_type,
            base_dir=base_dir,
            max_age=max_age,
        )
        return response if status == 200 else response._replace(status=status)

    # Answers that end the page function

    def redirect(self, location: str | None, /, status: int = 302) -> NoReturn:
        """Send the browser to a path of this site, or to an origin in REDIRECT_ORIGINS.

        Raises RedirectException always, and UnsafeRedirect (a 400) for any other place, None included.
        """
        origins = self.site.settings.redirect_origins
        target = redirects.safe_location(location, scheme=self.scheme, host=self.host, origins=origins)
        raise RedirectException(redirects.redirection(target, status))

    def back(self, default: str = "/") -> NoReturn:
        """Send the browser to the page that it came from, if that is of this site, or else to ``default``."""
        referer = self.environ.get("HTTP_REFERER")
        origins = self.site.settings.redirect_origins
        target = redirects.back_location(
            referer, default=default, scheme=self.scheme, host=self.host, origins=origins
        )
        raise RedirectException(redirects.redirection(target))

    def abort(self, status: int, message: str = "") -> NoReturn:
        """End the request with the error page of ``status``; ``message`` is shown on it as text."""
        raise Abort(status, message)

    def require_login(self, location: str = "/login") -> None:
        """Send a visitor who is not logged in to ``location``, which gets the way back in ``?next=``."""
        if not self.is_authenticated:
            self.redirect(f"{location}?{urlencode({'next': self.path_and_query})}")

    # What goes along with the answer

    @property
    def status_code(self) -> StatusCode["Request"]:
        """The status so far, an int; called with a number, it sets that and returns the request."""
        return StatusCode(self.reply.status, self._set_status)

    def header(self, name: str, value: str, /) -> "Request":
        """Set a header of the answer. Raises HeaderError for what no header can carry."""
        self.reply.set_header(name, value)
        return self

    # For pages and their templates

    def csrf_input(self) -> Markup:
        """Return the hidden field that a form needs."""
        return Markup(csrf.field(self.csrf_token_value))

    @lazy
    def csp_nonce(self) -> str:
        """A nonce that allows this answer's inline ``<script nonce="...">`` (Content Security Policy)."""
        self.reply.nonce = secrets.token_urlsafe(16)
        return self.reply.nonce

    def shared(self, name: str, /) -> Any:
        """Return what ``app.share`` named so, worked out for this request. Raises UnknownShared."""
        if name not in self._shared:
            self._shared[name] = value_for(self, self.site.shared, name)
        return self._shared[name]

    @property
    def env(self) -> Env:
        """``env('NAME', default)``: the environment and the ``.env`` file, cast; see :class:`Env`."""
        return self.site.env

    def url_for(self, page: str, /, **values: Any) -> str:
        """Return the address of the page in a folder: ``url_for('user/[id]', id=42)``. Raises UnknownPage."""
        return quote(self.root_path) + self.site.routes.url_for(page, **values)

    def static(self, name: str, /) -> str:
        """Return the address of a static file, with its hash. Raises StaticFileNotFoundError."""
        return self.site.statics.url(name, self.root_path)

    # For the framework

    error_message: str = ""
    """On an error page: what ``abort`` said, as text."""

    _whole: bool = False

    def turn_to(self, page: Answering | None, message: str) -> None:
        """Go on with an error page, which is a whole document even for a block request."""
        self.page = page
        self.error_message = message
        self._whole = True
        self.reply.drop_content()
        if (session := self.opened_session) is not None and session.touched:
            session.flashes.keep()

    def streamed(self, source: str | Iterable[Any], context: dict[str, Any]) -> Response:
        """Answer piece by piece: what :class:`Stream` does when it is called."""
        if isinstance(source, str):
            name = self._template(source)
            if self.site.templates.blocks(name):
                self.reply.add_vary(blocks.HEADER)
            self.session.touch()  # what it reads of the session, and makes for a form, goes with the headers
            if self.site.templates.mentions(name, "csrf_"):
                _ = self.csrf_token_value
            source = self.site.templates.stream(name, **self._context(context))
        return Response(answers.Chunks(source), self.reply.status, answers.HTML)

    def close(self) -> None:
        """Let go of the uploaded files, and of the shared forms, which hold this request."""
        super().close()
        self.__dict__.pop("_shared", None)

    @lazy
    def _shared(self) -> dict[str, Any]:
        return {}

    @property
    def path_and_query(self) -> str:
        """The address of this request below the origin, percent-encoded, with its query."""
        return self.url.partition("://")[2].removeprefix(self.host)

    def _set_status(self, status: int) -> "Request":
        self.reply.status = status
        return self

    def _template(self, name: str) -> str:
        return self.site.template_of(self.page.folder if self.page else "", name)

    def _context(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return what a template sees: the framework's names, what is shared, and over them what is given."""
        context: dict[str, Any] = {
            "request": self,
            "__": self.__,
            "get_flashed_messages": self.get_flashed_messages,
            "static": self.static,
            "url_for": self.url_for,
            script_tag.CALL: self._script_tag,
        }
        for name in self.site.dynamic:
            context[name] = self.site.lazily(partial(self.shared, name))
        context.update(given)
        return context

    def _script_tag(self) -> Markup:
        """Return the client script's tag, the first time a page asks for it."""
        if "_script_written" in self.__dict__:
            return Markup()
        self.__dict__["_script_written"] = True
        return Markup('<script src="{}" defer></script>').format(self.static(script_tag.SCRIPT))

    def _html(self, text: str) -> Response:
        return Response(text.encode(), self.reply.status, answers.HTML)

    def _blocks(self, name: str, wanted: Sequence[str], context: dict[str, Any]) -> Response:
        templates = self.site.templates
        if not templates.blocks(name).keys() >= set(wanted):
            raise blocks.unknown()
        try:
            return self._html(blocks.joined(templates.render_blocks(name, wanted, **self._context(context))))
        except inseparable():
            self.__dict__.pop("_script_written", None)
            page = templates.render(name, **self._context(context))
            if not blocks.DOCUMENT.match(page):
                raise
            return self._html(page)


def inseparable() -> type[Exception]:
    """Return the exception of a block that can't be rendered alone."""
    from asok_templates import BlockNotSeparable  # an app without templates never gets here

    return BlockNotSeparable
