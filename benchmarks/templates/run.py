"""Times asok-templates beside its peers on the same pages, and prints ratios of one run.

    python benchmarks/templates/run.py            # prints the tables
    python benchmarks/templates/run.py --svg DIR  # and draws them

Run it with a Python that has this repository's packages and the peers: jinja2-fragments, django,
django-template-partials, mako, chameleon, minijinja. A peer that is missing is left out and named.
Every peer's output is compared with Jinja2's before anything is timed.
"""

import argparse
import importlib.metadata
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asok_templates
import jinja2
from pages import CHAMELEON, COLD, DJANGO, MAKO, PAGES, Row, draw

ROUNDS = 15
BLOCK_PAGES = (
    ("page.html", "a block with 50 rows"),
    ("tiny.html", "a block of one variable"),
    ("needs.html", "a block that needs a set and a macro"),
)
Render = Callable[[], str]


def variables(kind: str) -> dict[str, Any]:
    rows: list[Any] = [
        {
            "id": number,
            "name": f"Name <{number}>",
            "mail": f"a{number}@example.com",
            "city": "Köln",
            "paid": number * 1.5,
        }
        for number in range(50)
    ]
    links = [{"url": f"/{name}", "label": name.title()} for name in ("home", "news", "shop", "team", "help")]
    return {
        "rows": [Row(**row) for row in rows] if kind == "objects" else rows,
        "heading": "People & places",
        "links": links,
        "year": 2026,
    }


def best(functions: dict[str, Render], least: float = 0.02) -> dict[str, float]:
    """The shortest processor time of each in microseconds; rounds go through all, so that noise hits all."""
    times = dict.fromkeys(functions, float("inf"))
    counts: dict[str, int] = {}
    for name, function in functions.items():
        counts[name] = max(1, int(least / min(timed(function) for _ in range(3))))
    for _ in range(ROUNDS):
        for name, function in functions.items():
            began = time.process_time()
            for _ in range(counts[name]):
                function()
            times[name] = min(times[name], (time.process_time() - began) / counts[name] * 1e6)
    return times


def timed(function: Render) -> float:
    began = time.process_time()
    function()
    return time.process_time() - began


def jinja(kind: type[jinja2.Environment], **options: Any) -> jinja2.Environment:
    return kind(loader=jinja2.DictLoader(PAGES), autoescape=True, auto_reload=False, **options)


def squeezed(text: str) -> str:
    """The text with the five spellings of quotes and the white space that engines differ in made one."""
    text = text.replace("&#x27;", "&#39;").replace("&#34;", "&quot;").replace("&#x2f;", "/")
    return re.sub(r"\s+", "", text)


def table(
    title: str, functions: dict[str, Render], base: str, same: bool = True
) -> tuple[str, dict[str, float]]:
    if same:
        texts = {name: squeezed(function()) for name, function in functions.items()}
        for name, text in texts.items():
            assert text == texts[base], f"{name} writes another page:\n{text[:600]}\n{texts[base][:600]}"
    times = best(functions)
    print(f"\n{title}")
    for name, taken in sorted(times.items(), key=lambda item: item[1]):
        print(f"  {name:38} {taken:10.2f} us   {taken / times[base]:6.3f}")
    return title, {name: taken / times[base] for name, taken in times.items()}


def whole_pages() -> list[tuple[str, dict[str, float]]]:
    found = []
    stock, ours = jinja(jinja2.Environment), jinja(asok_templates.Environment)
    for title, page, kind in (
        ("50 rows of dicts in a layout", "page.html", "dicts"),
        ("50 rows of objects in a layout", "page.html", "objects"),
        ("a page that is mostly text", "text.html", "dicts"),
    ):
        given = variables(kind)
        functions = {
            "Jinja2": lambda page=page, given=given: stock.get_template(page).render(given),
            "asok-templates": lambda page=page, given=given: ours.get_template(page).render(given),
        }
        if page == "page.html":
            functions |= peers(given)
        found.append(table(title, functions, "Jinja2"))
    return found


def cold() -> tuple[str, dict[str, float]]:
    def compile_all(kind: type[jinja2.Environment]) -> str:
        environment = jinja(kind)
        for name in COLD:
            environment.get_template(name)
        return ""

    kinds = {"Jinja2": jinja2.Environment, "asok-templates": asok_templates.Environment}
    functions = {name: lambda kind=kind: compile_all(kind) for name, kind in kinds.items()}
    return table(
        "compiling the layout, the page and the text for the first time", functions, "Jinja2", same=False
    )


def blocks() -> list[tuple[str, dict[str, float]]]:
    folder = Path(tempfile.mkdtemp())
    for name, text in PAGES.items():
        (folder / name).write_text(text)
    pages = asok_templates.Templates(folder)
    environment = pages.environment
    given = variables("dicts")
    found = []
    for page, title in BLOCK_PAGES:
        template = environment.get_template(page)

        def raw(template: jinja2.Template = template) -> str:
            return "".join(template.blocks["main"](template.new_context(dict(given))))

        functions: dict[str, Render] = {
            "asok-templates render_block": lambda page=page: pages.render_block(page, "main", **given)
        }
        if page != "needs.html":
            functions |= {"the raw block function": raw} | fragments(page, given)
            base = "the raw block function"
        else:
            functions["asok-templates, the whole page"] = lambda page=page: pages.render(page, **given)
            base = "asok-templates, the whole page"
        found.append(table(f"render_block: {title}", functions, base, same=page != "needs.html"))
    return found + [first_use(folder, *page, given) for page in BLOCK_PAGES]


def first_use(folder: Path, page: str, title: str, given: dict[str, Any]) -> tuple[str, dict[str, float]]:
    """Each time in an environment of its own, in which nothing is read, parsed or compiled yet."""
    return table(
        f"the first use of a page and of its block, templates read and compiled: {title}",
        {
            "the page": lambda: asok_templates.Templates(folder).render(page, **given),
            "its block": lambda: asok_templates.Templates(folder).render_block(page, "main", **given),
        },
        "the page",
        same=False,
    )


def fragments(page: str, given: dict[str, Any]) -> dict[str, Render]:
    try:
        import jinja2_fragments
    except ImportError:
        return {}
    stock = jinja(jinja2.Environment)
    try:
        partials = {"django-template-partials": django(given, f"{page}#main")}
    except ImportError:
        partials = {}
    return partials | {
        "jinja2-fragments": lambda: jinja2_fragments.render_block(stock, page, "main", **given)
    }


def peers(given: dict[str, Any]) -> dict[str, Render]:
    found: dict[str, Render] = {}
    for name, make in {
        "Django and template-partials": django,
        "Mako": mako,
        "Chameleon": chameleon,
        "minijinja": minijinja,
    }.items():
        try:
            found[name] = make(given)
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)
    return found


def django_engine() -> Any:
    import django as package
    from django.conf import settings
    from django.template import Engine

    if not settings.configured:
        settings.configure(INSTALLED_APPS=[], USE_I18N=False)
        package.setup()
    kept = ("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", DJANGO)])
    return Engine(
        loaders=[("template_partials.loader.Loader", [kept])],
        libraries={"partials": "template_partials.templatetags.partials"},
    )


def django(given: dict[str, Any], name: str = "page.html") -> Render:
    engine = django_engine()
    from django.template import Context

    return lambda: engine.get_template(name).render(Context(given))


def mako(given: dict[str, Any]) -> Render:
    from mako.lookup import TemplateLookup

    lookup = TemplateLookup(default_filters=["h"])
    for name, text in MAKO.items():
        lookup.put_string(name, text)
    return lambda: lookup.get_template("page.html").render_unicode(**given)


def chameleon(given: dict[str, Any]) -> Render:
    from chameleon import PageTemplate

    layout = PageTemplate(CHAMELEON["layout.html"])
    page = PageTemplate(CHAMELEON["page.html"])
    return lambda: page(layout=layout, **given)


def minijinja(given: dict[str, Any]) -> Render:
    from minijinja import Environment

    environment = Environment(templates=PAGES)
    return lambda: environment.render_template("page.html", **given)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--svg", type=Path, help="a folder for the pictures")
    chosen = parser.parse_args()
    names = ("jinja2", "jinja2-fragments", "django", "mako", "chameleon", "minijinja")
    print("Python", sys.version.split()[0], *(f"{name} {version(name)}" for name in names))
    pages = [*whole_pages(), cold()]
    alone = blocks()
    if chosen.svg:
        draw(pages[0], chosen.svg / "templates-dicts.svg")
        draw(pages[1], chosen.svg / "templates-objects.svg")
        draw(alone[0], chosen.svg / "templates-blocks.svg")


def version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


if __name__ == "__main__":
    main()
