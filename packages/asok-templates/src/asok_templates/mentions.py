"""Whether a page can come upon something, told from the sources of all templates that it may load."""

from collections.abc import Iterator

import jinja2
from jinja2 import meta


def mentions(environment: jinja2.Environment, name: str, text: str) -> bool:
    """Whether a text stands in a template's source, or in that of one that it may load, at any remove.

    True where a name is known only once the page is rendered: such a template may hold anything. Raises what
    the loader and the parser raise, but for a template that is missing or broken and is loaded by another.
    """
    sources = {name: source_of(environment, name)}
    waiting = [name]
    while waiting:
        source = sources[waiting.pop()]
        if text in source:
            return True
        for loaded in meta.find_referenced_templates(environment.parse(source)):
            if loaded is None:
                return True
            if loaded not in sources:
                sources[loaded] = "".join(existing(environment, loaded))
                waiting.append(loaded)
    return False


def existing(environment: jinja2.Environment, name: str) -> Iterator[str]:
    """The source of a template, if it is there: `ignore missing`, or a list of names, allows for others."""
    try:
        yield source_of(environment, name)
    except jinja2.TemplateNotFound:
        return


def source_of(environment: jinja2.Environment, name: str) -> str:
    if environment.loader is None:
        raise jinja2.TemplateNotFound(name)
    return environment.loader.get_source(environment, name)[0]
