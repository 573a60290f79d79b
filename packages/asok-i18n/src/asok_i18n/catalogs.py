"""The catalogues of all languages: loaded, swapped as a whole when they change, asked for translators."""

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from . import detection, locales
from .chain import Chain
from .errors import I18nError
from .messages import Layer, Report
from .negotiation import Negotiator
from .translator import Translator, make_translator

if TYPE_CHECKING:
    from .sources import Source

Builtin = Mapping[str, Mapping[str, str]]
Folder = str | os.PathLike[str]

MOST_REPORTS = 1000
LONGEST_REPORT = 1000


class Catalogs:
    """Messages in several languages. Made by `Catalogs.load`.

    What it holds never changes; `reload` swaps all of it at once. A translator keeps the state that it
    was made from, so a page that fetches one translator never sees two states. Threads need no lock.
    """

    __slots__ = ("_folders", "_layers", "_options", "_state")

    def __init__(
        self, folders: tuple[Folder, ...], default: str, builtin: Builtin, report: Report | None
    ) -> None:
        if locales.parse(default) is None:
            raise I18nError(f"the default language, {default!r}, is no language tag such as 'fr' or 'pt-BR'")
        self._folders = folders
        self._options = (default, _texts(builtin), Once(report or _warn))
        self._layers: dict[Source, tuple[Layer, ...]] = {}
        self._state = self._read()

    @classmethod
    def load(
        cls,
        folder: Folder | Iterable[Folder],
        *,
        default: str = "en",
        builtin: Builtin | None = None,
        report: Report | None = None,
    ) -> "Catalogs":
        """Read a folder of `<lang>.json`, `<lang>.po`, `<lang>.mo` and `<lang>/LC_MESSAGES/*.po`, or several.

        A file made by `asok-i18n compile` stands for the folder it was made from.

        default: the language that ends every fallback chain; always among `languages`.
        builtin: messages by language and key, used where no file has the key.
        report: called once for each defect met while translating (a missing key or argument, a broken
            message), and for a default language that JSON catalogues are there without; the standard one
            warns the logger `asok_i18n`.

        Of several folders, and of several files of one language (json, po, mo), the first that has
        a key wins. Raises CatalogError, whose text begins `path:line:`, for a file that is broken,
        I18nError for a default that is no language tag, and TypeError for a message in `builtin` that is no
        text.
        """
        folders = [folder] if isinstance(folder, (str, os.PathLike)) else folder
        return cls(tuple(folders), default, builtin or {}, report)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that exist, as BCP 47 tags: those with a catalogue, and the default."""
        return self._state.languages

    @property
    def default(self) -> str:
        return self._options[0]

    def translator(self, language: str, *, html: bool = True, isolate: bool = False) -> Translator:
        """The translator of a language, or of the one that suits it best (`fr` for `fr-CA`).

        html: answer with `Text`, which escapes arguments where it goes into HTML; False answers plain str.
        isolate: in right-to-left languages put arguments between FSI and PDI (UAX 9), so that a name
            in another script can't disturb the order of the text around it.
        """
        return self._state.translator(language, html, isolate)

    def negotiate(self, header: str | None) -> str:
        """The language for an Accept-Language header: see `asok_i18n.negotiate`."""
        return self._state.negotiator.negotiate(header)

    def detect(self, query: str | None, cookie: str | None, header: str | None) -> str:
        """The language of a request: see `asok_i18n.detect`."""
        negotiator = self._state.negotiator
        return self.chosen(query) or detection.kept(cookie, negotiator) or negotiator.negotiate(header)

    def chosen(self, query: str | None) -> str | None:
        """The language that a raw query string chooses by `lang=`: what is worth remembering in a cookie."""
        return detection.chosen(query, self._state.negotiator)

    def reload(self) -> bool:
        """Read again what has changed on disk; False if nothing has.

        Raises CatalogError for a broken file, and then everything stays in use as it was.
        """
        state = self._read()
        if state.sources == self._state.sources:
            return False
        self._state = state
        return True

    def _read(self) -> "State":
        # Reading takes modules (pathlib, json) that serving never needs.
        from .sources import read_layers, sources

        default, builtin, report = self._options
        found = tuple(source for folder in self._folders for source in sources(folder))
        layers = {source: self._layers.get(source) or read_layers(source) for source in found}
        self._layers = layers
        if found and not _speaks(found, default):
            languages = ", ".join(sorted({source.language for source in found}))
            report(
                f"{found[0].path.parent}: no catalogue of the default language, {default}, but of {languages}"
            )
        return State(
            found,
            tuple(each for of_file in layers.values() for each in of_file),
            default,
            builtin,
            report,
            self.translator,
        )


class State:
    """All catalogues at one moment."""

    __slots__ = (
        "_default",
        "_latest",
        "_layers",
        "_negotiator",
        "_report",
        "_translators",
        "languages",
        "sources",
    )

    def __init__(
        self,
        sources: tuple["Source", ...],
        layers: tuple[Layer, ...],
        default: str,
        builtin: Builtin,
        report: Report,
        latest: Callable[..., Translator],
    ) -> None:
        self.sources = sources
        self._default = locales.usual_name(default)
        self._layers: dict[str, list[Layer]] = {self._default: []}
        for layer in layers:
            self._layers.setdefault(layer.language, []).append(layer)
        self.languages = tuple(sorted(self._layers))
        for language, messages in builtin.items():
            self._layers.setdefault(locales.usual_name(language), []).append(Layer(language, messages))
        self._negotiator: Negotiator | None = None
        self._report = report
        self._latest = latest
        self._translators: dict[tuple[str, bool, bool], Translator] = {}

    @property
    def negotiator(self) -> Negotiator:
        """Made when it is first asked for: its tables take longer to read than a compiled catalogue."""
        if self._negotiator is None:
            self._negotiator = Negotiator(self.languages, self._default)
        return self._negotiator

    def translator(self, language: str, html: bool, isolate: bool) -> Translator:
        key = (language, html, isolate)
        found = self._translators.get(key)
        if found is None:
            exact = language if language in self.languages else self.negotiator.choose(language)
            key = (exact or self._default, html, isolate)
            made = self._translators.get(key) or self._make(*key)
            found = self._translators.setdefault(key, made)
        return found

    def _make(self, language: str, html: bool, isolate: bool) -> Translator:
        layers = tuple(self._chain(language))
        chain = Chain(language, layers, isolate, "both" if html else "text", self._report)
        return make_translator(chain, lambda: self._latest(language, html=html, isolate=isolate))

    def _chain(self, language: str) -> Iterable[Layer]:
        """The layers of the language, of CLDR's parents, of the default and its parents."""
        seen: set[str] = set()
        for start in (language, self._default):
            for name in (start, *_ancestors(start)):
                if name not in seen:
                    seen.add(name)
                    yield from self._layers.get(name, ())


class Once:
    """Reports each thing once, and no more than a thousand things."""

    __slots__ = ("_report", "_said")

    def __init__(self, report: Report) -> None:
        self._report = report
        self._said: dict[str, object] = {}

    def __call__(self, text: str) -> None:
        mine, text = object(), text[:LONGEST_REPORT]  # a key may come from a reader, and be of any length
        # One step, so that of threads that meet the same defect together only one reports it.
        if len(self._said) < MOST_REPORTS and self._said.setdefault(text, mine) is mine:
            self._report(text)


def _texts(builtin: Builtin) -> Builtin:
    """A copy, which nobody else can change. Raises TypeError for what is no text."""
    for language, messages in builtin.items():
        for key, text in messages.items():
            if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise TypeError(f"builtin[{language!r}][{key!r}] is no text")
    return {language: dict(messages) for language, messages in builtin.items()}


def _warn(text: str) -> None:
    import logging

    logging.getLogger("asok_i18n").warning(text)


def _speaks(sources: Iterable["Source"], language: str) -> bool:
    """Whether a language has texts: those of a catalogue, or the keys themselves, as with gettext."""
    if any(source.path.suffix != ".json" for source in sources):
        return True
    name = locales.usual_name(language)
    return not {name, *_ancestors(name)}.isdisjoint(source.language for source in sources)


def _ancestors(language: str) -> Iterable[str]:
    tag = locales.canonical(language)
    return locales.lineage(tag) if tag else ()
