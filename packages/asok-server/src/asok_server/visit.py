"""The visitor of one request: session, login, language, place, and the cookies that go back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, cast

import asok_request
from asok_request.lazy import lazy

from asok_server import cookies, languages
from asok_server.flash import Messages
from asok_server.reply import Reply
from asok_server.routing.routes import Captured
from asok_server.security import csrf
from asok_server.sessions import Session, cookie_name
from asok_server.site import Answering, Site

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from asok_geo import Location
    from asok_i18n import Translator


FOR_DEVELOPERS = (
    "The request has no security token. Write {{ request.csrf_input() }} into the form, or send the header "
    f"{csrf.HEADER} from a script."
)


class Visit(asok_request.Request):
    """What came in, and what the site knows of whoever sent it.

    What came in is never written; what goes along with the answer is collected in ``reply``.
    """

    def __init__(
        self, environ: "WSGIEnvironment", params: Captured, site: Site, page: Answering | None
    ) -> None:
        self.environ = environ  # all that the class below would set: a page's request has no overrides
        self.method = environ["REQUEST_METHOD"]
        self.options = site.options
        self.params = params
        self.site = site
        self.page = page
        self.reply = Reply()
        if not site.trusts_proxies:
            self.scheme = environ["wsgi.url_scheme"]

    @lazy
    def session(self) -> Session:
        """The visitor's session: a mapping of JSON values, sent only when something is in it."""
        return self.site.sessions.open(self.cookies_dict.get(cookie_name(self.is_secure)))

    @property
    def opened_session(self) -> Session | None:
        """The session, if this request has asked for it."""
        return self.__dict__.get("session")

    def login(self, user: Any, /) -> None:
        """Make ``user`` the visitor: an id, or anything with an ``id``. The session gets a new identity.

        Raises ValueError for None and for whoever has no id yet, TypeError for what has no ``id`` at all.
        """
        self.session.login(identity_of(user))
        self.__dict__.pop("user", None)
        self.__dict__.pop("csrf_token_value", None)

    def logout(self) -> None:
        """End the visitor's session, and with it every copy of its cookie."""
        self.session.logout()
        self.__dict__.pop("user", None)
        self.__dict__.pop("csrf_token_value", None)

    @lazy
    def user(self) -> Any:
        """Who is logged in, as ``app.user_loader`` returns it, or None."""
        identity = self.session.user_id
        loader = self.site.user_loader
        if identity is None or loader is None:
            return None
        return loader(identity)

    @property
    def is_authenticated(self) -> bool:
        """Whether somebody is logged in."""
        return self.user is not None

    @lazy
    def location(self) -> "Location":
        """Where the visitor's address is, by ``.asok/geo.csv``; fields are None where that is unknown."""
        return self.site.places.lookup(self.ip)

    @lazy
    def lang(self) -> str:
        """The visitor's language, one that has a catalogue: ?lang= > cookie > Accept-Language > LOCALE."""
        catalogs = self.site.catalogs
        if len(catalogs.languages) > 1:
            self.reply.add_vary(*languages.VARY)
        return languages.of(catalogs, self.environ)

    @property
    def direction(self) -> str:
        """How the language is written, ``ltr`` or ``rtl``: for the attribute ``dir`` of ``<html>``."""
        return self.translate.direction

    @lazy
    def translate(self) -> "Translator":
        """Messages in the visitor's language."""
        return self.site.catalogs.translator(self.lang)

    def __(self, key: str, /, *args: Any, **named: Any) -> str:
        """Return the message of ``key`` in the visitor's language, or the key itself."""
        return self.translate(key, *args, **named)

    # What is kept for the next visit

    def flash(self, category: str, message: str, /) -> None:
        """Keep a message for the next page that shows its messages, on this answer or after a redirect."""
        self.session.flash(category, message)

    def get_flashed_messages(self, category_filter: Sequence[str] = ()) -> Messages:
        """Return the messages that wait; those that the answer shows are then gone."""
        return self.session.flashes.messages(category_filter)

    def set_cookie(self, name: str, value: str, /, *, signed: bool = False, **attributes: Any) -> Self:
        """Set a cookie: Path=/, SameSite=Lax, and Secure on https, unless ``attributes`` say otherwise.

        ``attributes`` are those of :func:`asok_server.cookies.set_cookie`. With ``signed=True`` only
        :meth:`signed_cookie` reads it back, and nobody can change it.
        """
        if signed:
            value = cookies.sign(name, value, self.site.keys)
        attributes.setdefault("secure", self.is_secure)
        self.reply.set_cookie(name, cookies.set_cookie(name, value, **attributes))
        return self

    def delete_cookie(self, name: str, /, **attributes: Any) -> Self:
        """Delete a cookie; ``path`` and ``domain`` must be those it was set with."""
        attributes.setdefault("secure", self.is_secure)
        self.reply.set_cookie(name, cookies.delete_cookie(name, **attributes))
        return self

    def signed_cookie(self, name: str, /, *, max_age: int | None = None) -> str | None:
        """Return the value of a signed cookie, or None if there is none, or it was changed or is too old."""
        value = self.cookies_dict.get(name)
        return None if value is None else cookies.unsign(name, value, self.site.keys, max_age)

    # Forged requests

    @lazy
    def csrf_token_value(self) -> str:
        """The token for the header ``X-CSRF-Token``: bound to the session, masked anew for each answer."""
        return csrf.token(self.session.csrf_secret)

    form_held_token: bool = False
    """Whether the form was read ahead of the page, for the token in it: it can't be streamed any more."""

    def check_csrf(self) -> None:
        """Raise CSRFError unless the request came from one of this site's own pages."""
        environ = self.environ
        try:
            csrf.check(
                method=self.method,
                scheme=self.scheme,
                host=self.host,
                sec_fetch_site=environ.get("HTTP_SEC_FETCH_SITE"),
                origin=environ.get("HTTP_ORIGIN"),
                referer=environ.get("HTTP_REFERER"),
                token=environ.get("HTTP_X_CSRF_TOKEN") or self._token_in_form(),
                secret=self.session.stored_csrf_secret,
            )
        except csrf.TokenMissing:
            if self.site.settings.debug:
                raise csrf.TokenMissing(FOR_DEVELOPERS) from None
            raise

    def _token_in_form(self) -> str | None:
        self.form_held_token = True
        return self.form.get(csrf.FIELD)


def identity_of(user: Any) -> str:
    """Return the id of a user: of an object, a mapping, or the id itself; that of nobody is empty."""
    known = cast(Mapping[str, Any], user) if isinstance(user, Mapping) else {"id": getattr(user, "id", user)}
    if "id" not in known:
        raise TypeError(f"{user!r} has no 'id'")
    named = known["id"]
    if named is None or isinstance(named, str | int):
        return "" if named is None else str(named)
    kind: Any = type(named)
    if kind.__str__ is object.__str__:  # then its text would be a place in memory
        raise TypeError(f"{user!r} is no id, and has none")
    return str(named)
