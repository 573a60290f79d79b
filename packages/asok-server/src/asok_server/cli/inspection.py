"""A project as commands look at it that serve nothing: ``asok routes`` and ``asok check``."""

import os
import secrets
from pathlib import Path

from asok_server.cli import project
from asok_server.config import DEVELOPMENT_KEY
from asok_server.routing.pages import METHODS, TEMPLATE, Page
from asok_server.site import Site


def started(folder: Path) -> Site:
    """Start a project without importing its pages, and with a key of its own where it has none.

    Raises what the project raises.
    """
    os.environ["ASOK_DEBUG"] = "true"
    os.environ[DEVELOPMENT_KEY] = secrets.token_urlsafe(32)
    return project.load(folder).start()


def methods_of(page: Page) -> list[str]:
    """Return what a page answers, in the order of the Allow header. Imports it, and raises what it raises."""
    return [method for method in METHODS if method in page.handlers or method == "OPTIONS"]


def template_of(page: Page, site: Site) -> str | None:
    """Return the name of the template beside a page, or None if there is none."""
    name = f"{page.folder}/{TEMPLATE}".lstrip("/")
    return name if (site.root / "src/pages" / name).is_file() else None


def blocks_of(name: str, site: Site) -> list[str]:
    """Return the names of a template's blocks, sorted. Raises TemplateError for one that is broken."""
    return sorted(site.templates.blocks(name))
