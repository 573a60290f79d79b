"""Whether a page can come upon something, told from the sources of all templates that it may load."""

import jinja2
from jinja2 import meta

from asok_templates.trees import Tree, Trees


def mentions(trees: Trees, name: str, text: str) -> bool:
    """Whether a text stands in a template's source, or in that of one that it may load, at any remove.

    True where a name is known only once the page is rendered: such a template may hold anything. One that is
    missing counts for nothing where another loads it, as `ignore missing` allows. Raises what `Trees.get`
    does for all others.
    """
    found = [trees.get(name)]
    for tree in found:  # grows while it is walked
        if text in tree.source:
            return True
        for loaded in meta.find_referenced_templates(tree.root):
            if loaded is None:
                return True
            found += [other for other in present(trees, loaded, tree) if other not in found]
    return False


def present(trees: Trees, name: str, tree: Tree) -> list[Tree]:
    """The template that another one loads by a name, in a list; none if it is not there."""
    try:
        return [trees.get(trees.environment.join_path(name, tree.name))]
    except jinja2.TemplateNotFound:
        return []
