"""A translator: one language of one state of the catalogues, as a function."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from .chain import CONTEXT, Chain, direction_of
from .lazy import Lazy, Translate
from .text import HTML, Arguments, Keywords, Text

if TYPE_CHECKING:
    from .formats import Formats


class Translator(Protocol):
    """`t('greeting', name='Ada')`: the message of a key with its arguments filled in.

    Keyword arguments fill `{name}`, positional ones `{0}`. The answer is a `Text`: a str whose `__html__`
    has the arguments escaped, so that a template can show it as it is. (A translator made with
    `html=False` answers plain str, in half the time.) A key without a message is itself the answer.
    No message, argument or key makes it raise.
    """

    language: str
    """The catalogue's language, as a BCP 47 tag."""
    direction: Literal["ltr", "rtl"]
    """How text of the language runs: for the attribute `dir`."""

    formats: "Formats"
    """Dates, numbers and names in the language: the extra `[babel]`."""

    def __call__(self, key: str, /, *args: object, **kwargs: object) -> str: ...

    def html(self, key: str, /, *args: object, **kwargs: object) -> Text:
        """The message as HTML, arguments escaped: for a page, where the text itself is not wanted."""
        ...

    def lazy(self, key: str, /, *args: object, **kwargs: object) -> Lazy:
        """The message, to be translated whenever it is shown: for module level."""
        ...

    def ngettext(self, singular: str, plural: str, n: int, /, *args: object, **kwargs: object) -> str:
        """gettext's plural: the form for `n`, which `{n}` shows; without a translation, English's two."""
        ...

    def pgettext(self, context: str, key: str, /, *args: object, **kwargs: object) -> str:
        """The message of a key that means different things in different contexts (msgctxt)."""
        ...

    def npgettext(
        self, context: str, singular: str, plural: str, n: int, /, *args: object, **kwargs: object
    ) -> str:
        """The plural in a context."""
        ...


def make_translator(chain: Chain, latest: Callable[[], Translate]) -> Translator:
    """A translator for the messages of a chain. `latest` finds its successor after a reload."""
    from .formats import Formats  # brings datetime, which serving messages does not need

    # A function and no object with `__call__`: Python calls it in two thirds of the time.
    translate = _text(chain)

    def lazy(key: str, /, *args: object, **kwargs: object) -> Lazy:
        return Lazy(translate(key, *args, **kwargs), key, args, kwargs, latest)

    cast(Any, translate).__dict__.update(
        language=chain.language,
        direction=direction_of(chain.language),
        formats=Formats(chain.language),
        html=_html(chain),
        lazy=lazy,
        **_as_in_gettext(chain, translate),
    )
    return cast(Translator, translate)


# The speed of the package hangs on what these two do at each call: dictionaries that are just that, and no
# test for what exceptions tell for nothing. Positional arguments are looked at only when a message has asked
# for one, by raising.


def _text(chain: Chain) -> Translate:
    texts, plain = chain.texts, chain.plain

    def translate(key: str, /, *args: object, **kwargs: object) -> str:
        try:
            return texts[key](kwargs) if kwargs else plain[key]
        except Exception:
            if not args or kwargs:
                return _usual(key, args, kwargs, translate) or chain.text(key, args, kwargs)
        try:
            return texts[key](args)
        except Exception:
            return _usual(key, args, kwargs, translate) or chain.text(key, args, kwargs)

    return translate


def _html(chain: Chain) -> Callable[..., Text]:
    htmls = chain.htmls

    def html(key: str, /, *args: object, **kwargs: object) -> Text:
        try:
            done = htmls[key](kwargs or args)
        except Exception:
            done = _usual(key, args, kwargs, html) or chain.html(key, args, kwargs)
        result = Text(done)
        result.source = HTML
        result.values = done
        return result

    return html


def _usual(key: object, arguments: Arguments, keywords: Keywords, translate: Translate) -> str | None:
    """The answer for a key that is lazy, or no text: for the key that it stands for."""
    if isinstance(key, Lazy):
        return translate(key.key, *(arguments or key.arguments), **{**key.keywords, **keywords})
    return None if isinstance(key, str) else translate(_text_of(key), *arguments, **keywords)


def _text_of(key: object) -> str:
    try:
        return str(key)
    except Exception:  # the key's own
        return f"<{type(key).__name__}>"


def _as_in_gettext(chain: Chain, translate: Translate) -> dict[str, Callable[..., str]]:
    def in_context(context: str, key: str) -> str:
        joined = f"{context}{CONTEXT}{key}"
        return joined if chain.has(joined) else key

    def ngettext(singular: str, plural: str, n: int, /, *args: object, **kwargs: object) -> str:
        key = singular if n == 1 or chain.has(singular) else plural
        return translate(key, *args, **{"n": n, **kwargs})

    def pgettext(context: str, key: str, /, *args: object, **kwargs: object) -> str:
        return translate(in_context(context, key), *args, **kwargs)

    def npgettext(
        context: str, singular: str, plural: str, n: int, /, *args: object, **kwargs: object
    ) -> str:
        return ngettext(in_context(context, singular), plural, n, *args, **kwargs)

    return {"ngettext": ngettext, "pgettext": pgettext, "npgettext": npgettext}
