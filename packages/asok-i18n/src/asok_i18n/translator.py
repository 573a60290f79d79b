"""A translator: one language of one state of the catalogues, as a function."""

from collections.abc import Callable
from typing import Any, Literal, Protocol, cast

from .chain import CONTEXT, Chain, direction_of
from .constants import with_constants
from .formats import Formats
from .lazy import Lazy, Translate
from .text import HTML, Arguments, Keywords, Text


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

    formats: Formats
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
    def rescue(key: str, args: Arguments, kwargs: Keywords) -> str:
        return chain.text(*_usual(key, args, kwargs))

    def translate(key: str, /, *args: object, **kwargs: object) -> str:
        try:
            return "<texts>"[key](kwargs) if kwargs else "<plain>"[key]  # type: ignore  # pyright: ignore
        except Exception:
            if not args or kwargs:
                return rescue(key, args, kwargs)
        try:
            return "<texts>"[key](args)  # type: ignore  # pyright: ignore
        except Exception:
            return rescue(key, args, kwargs)

    return with_constants(translate, {"<texts>": chain.texts, "<plain>": chain.plain})


def _html(chain: Chain) -> Callable[..., Text]:
    def rescue(key: str, args: Arguments, kwargs: Keywords) -> str:
        return chain.html(*_usual(key, args, kwargs))

    def html(key: str, /, *args: object, **kwargs: object) -> Text:
        try:
            done = "<htmls>"[key](kwargs)  # type: ignore  # pyright: ignore
        except Exception:
            done = rescue(key, args, kwargs)
        result = Text(done)
        result.origin = HTML
        result.values = done
        return result

    return with_constants(html, {"<htmls>": chain.htmls})


def _usual(key: object, arguments: Arguments, keywords: Keywords) -> tuple[str, Arguments, Keywords]:
    """The key and the arguments that a lazy key stands for; the text of a key that is none."""
    if isinstance(key, Lazy):
        return key.key, arguments or key.arguments, {**key.keywords, **keywords}
    return key if isinstance(key, str) else _text_of(key), arguments, keywords


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
