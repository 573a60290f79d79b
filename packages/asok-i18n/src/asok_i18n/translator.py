"""A translator: one language of one state of the catalogues, as a function."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol, cast

from . import locales
from .lazy import Lazy, Translate
from .messages import AnyMessage, Forms, Layer, Message, Missing, Report, build
from .rendering import Renderer
from .text import Arguments, Keywords, Text

if TYPE_CHECKING:
    from .formats import Formats

CONTEXT = "\x04"


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


def make_translator(
    language: str,
    layers: tuple[Layer, ...],
    *,
    html: bool,
    isolate: bool,
    report: Report,
    latest: Callable[[], "Translate"],
) -> Translator:
    """A translator that looks into the layers in their order. `latest` finds its successor after a reload."""

    from .formats import Formats  # brings datetime, which serving messages does not need

    def find(key: str) -> Message | Forms | None:
        for layer in layers:
            entry = layer.entries.get(key)
            if entry:
                isolated = isolate and direction_of(layer.language) == "rtl"
                return build(key, entry, layer, isolated, report)
        return None

    messages: dict[str, Message | Forms] = {}
    texts: dict[str, Renderer] = {}
    htmls: dict[str, Renderer] = {}
    plain: dict[str, str] = {}

    def message_of(key: str) -> AnyMessage:
        """The message, kept if a catalogue has it: so what is kept can't outgrow the catalogues."""
        known = messages.get(key)
        if known is None:
            found = find(key)
            if found is None:
                report(f"{language}: {key!r}: no such message")
                return Missing(key, report)
            known = messages.setdefault(key, found)
            texts[key] = known.text
        return known

    def bare(key: str) -> str:
        if isinstance(key, Lazy):
            return key.in_language_of(translate)
        message = message_of(key)
        if isinstance(message, Missing):
            return str(key)
        return plain.setdefault(key, message.bare() if html else str(message.bare()))

    def rescued(key: str, args: Arguments, kwargs: Keywords) -> str:
        message = message_of(key)
        try:
            return message.text(args, kwargs)
        except Exception:  # an argument that is missing, or whose own str() fails
            return message.rescued(args, kwargs)

    # The speed of the package hangs on what is done here at each call: dictionaries that are just that,
    # and no test for what exceptions tell for nothing.

    def text(key: str, /, *args: object, **kwargs: object) -> str:
        if kwargs or args:
            try:
                return texts[key](args, kwargs)
            except Exception:  # used for the first time, or as in `rescued`
                return rescued(key, args, kwargs)
        try:
            return plain[key]
        except KeyError:
            return bare(key)

    def text_and_html(key: str, /, *args: object, **kwargs: object) -> str:
        if kwargs or args:
            try:
                result = Text(texts[key](args, kwargs))
                result.source = (messages[key], args, kwargs)
            except Exception:  # used for the first time, or as in `rescued`
                result = Text(rescued(key, args, kwargs))
                result.source = (message_of(key), args, kwargs)
            return result
        try:
            return plain[key]
        except KeyError:
            return bare(key)

    translate = text_and_html if html else text

    def as_html(key: str, /, *args: object, **kwargs: object) -> Text:
        try:
            result = Text(htmls[key](args, kwargs))
        except Exception:  # used for the first time, or as in `rescued`
            if isinstance(key, Lazy):
                return as_html(key.key, *key.arguments, **key.keywords)
            message = message_of(key)
            if not isinstance(message, Missing):
                htmls[key] = message.html_renderer()
            result = Text(message.html(args, kwargs))
        result.source = None
        return result

    def lazy(key: str, /, *args: object, **kwargs: object) -> Lazy:
        return Lazy(translate(key, *args, **kwargs), key, args, kwargs, latest)

    def ngettext(singular: str, plural: str, n: int, /, *args: object, **kwargs: object) -> str:
        key = singular if singular in messages or find(singular) or n == 1 else plural
        return translate(key, *args, **{"n": n, **kwargs})

    def pgettext(context: str, key: str, /, *args: object, **kwargs: object) -> str:
        return translate(in_context(context, key), *args, **kwargs)

    def npgettext(
        context: str, singular: str, plural: str, n: int, /, *args: object, **kwargs: object
    ) -> str:
        return ngettext(in_context(context, singular), plural, n, *args, **kwargs)

    def in_context(context: str, key: str) -> str:
        joined = f"{context}{CONTEXT}{key}"
        return joined if joined in messages or find(joined) else key

    for function in (lazy, ngettext, pgettext, npgettext):
        setattr(translate, function.__name__, function)
    translate.__dict__.update(html=as_html)
    translate.__dict__.update(language=language, direction=direction_of(language), formats=Formats(language))
    return cast(Translator, translate)


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    tag = locales.canonical(language)
    return locales.direction(tag) if tag else "ltr"
