"""A translator: one language of one state of the catalogues, as a function."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from .chain import CONTEXT, Chain, direction_of, together
from .lazy import Lazy, Translate
from .messages import Missing
from .text import Arguments, Keywords, Text

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


def make_translator(chain: Chain, html: bool, latest: Callable[[], Translate]) -> Translator:
    """A translator for the messages of a chain. `latest` finds its successor after a reload."""
    from .formats import Formats  # brings datetime, which serving messages does not need

    # A function and no object with `__call__`: Python calls it in two thirds of the time.
    translate = _text_and_html(chain) if html else _text(chain)

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


# The speed of the package hangs on what these three do at each call: dictionaries that are just that, and no
# test for what exceptions tell for nothing. Beside keyword arguments, positional ones are looked at only when
# a message has asked for one, by raising: see Chain.text.


def _text(chain: Chain) -> Translate:
    texts, plain = chain.texts, chain.plain

    def translate(key: str, /, *args: object, **kwargs: object) -> str:
        if kwargs:
            try:
                return texts[key](kwargs)
            except Exception:
                return chain.text(key, args, kwargs)
        try:
            return texts[key](args) if args else plain[key]
        except Exception:
            return (not args and _found(chain, key, translate)) or chain.text(key, args, {})

    return translate


def _text_and_html(chain: Chain) -> Translate:
    texts, in_html, plain = chain.texts, chain.in_html, chain.plain

    def translate(key: str, /, *args: object, **kwargs: object) -> str:
        if kwargs:
            try:
                text = texts[key](kwargs)
                if text.__class__ is Text:
                    return text
                result = Text(text)
                result.in_html = in_html[key]
                result.values = kwargs
            except Exception:
                return _both(chain, key, args, kwargs)
            return result
        try:
            return plain[key]
        except (
            KeyError
        ):  # also what positional arguments come by, so that plain messages need no test for them
            if args:
                return numbered(key, args)
            return _found(chain, key, translate) or _both(chain, key, (), {})

    def numbered(key: str, args: Arguments) -> str:
        try:
            result = Text(texts[key](args))
            result.in_html = in_html[key]
            result.values = args
        except Exception:
            return _both(chain, key, args, {})
        return result

    return translate


def _html(chain: Chain) -> Callable[..., Text]:
    htmls = chain.htmls

    def html(key: str, /, *args: object, **kwargs: object) -> Text:
        try:
            done = htmls[key](kwargs or args)
        except Exception:
            if isinstance(key, Lazy):
                return html(key.key, *key.arguments, **key.keywords)
            done = chain.html(key, args, kwargs)
        result = Text(done)
        result.in_html = str
        result.values = done
        return result

    return html


def _found(chain: Chain, key: str, translate: Translate) -> str | None:
    """A message without placeholders that is used for the first time, a lazy one, or a missing key."""
    if isinstance(key, Lazy):
        return key.in_language_of(translate)
    return str(key) if isinstance(chain.message(key), Missing) else chain.plain.get(key)


def _both(chain: Chain, key: str, arguments: Arguments, keywords: Keywords) -> Text:
    """A text and what makes its HTML, where the short way has failed: see Chain.text."""
    result = Text(chain.text(key, arguments, keywords))
    result.in_html = chain.message(key).html
    result.values = together(arguments, keywords)
    return result


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
