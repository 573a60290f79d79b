"""The pages that are timed, in each engine's language, and the drawing of the results."""
# ruff: noqa: E501

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

TEXT = (
    "<p>"
    + "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor. " * 40
    + "</p>\n"
)

LAYOUT = """<!DOCTYPE html>
<html><head><title>{% block title %}Site{% endblock %}</title></head>
<body><nav>{% for link in links %}<a href="{{ link.url }}">{{ link.label }}</a>{% endfor %}</nav>
<main>{% block main %}{% endblock %}</main><footer>{{ year }}</footer></body></html>"""
TABLE = """<h1>{{ heading }}</h1><table>{% for row in rows %}
<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.mail }}</td><td>{{ row.city }}</td><td>{{ row.paid }}</td></tr>
{% endfor %}</table>"""
CHILD = "{% extends 'layout.html' %}{% block title %}{{ heading }}{% endblock %}"

PAGES = {
    "layout.html": LAYOUT,
    "page.html": CHILD + "{% block main %}" + TABLE + "{% endblock %}",
    "text.html": CHILD + "{% block main %}" + (TEXT + "<h2>{{ heading }}</h2>") * 20 + "{% endblock %}",
    "tiny.html": CHILD + "{% block main %}{{ heading }}{% endblock %}",
    "needs.html": CHILD
    + "{% set count = rows|length %}{% macro cell(x) %}<td>{{ x }}</td>{% endmacro %}"
    + "{% block main %}{{ count }}{{ cell(heading) }}{% endblock %}",
}
COLD = ["layout.html", "page.html", "text.html"]
DJANGO = {"layout.html": LAYOUT}
for page, body in (("page.html", TABLE), ("tiny.html", "{{ heading }}")):
    part = "{% partialdef main inline %}" + body + "{% endpartialdef %}"
    DJANGO[page] = (
        CHILD.replace("%}", "%}{% load partials %}", 1) + "{% block main %}" + part + "{% endblock %}"
    )

MAKO = {
    "layout.html": """<!DOCTYPE html>
<html><head><title><%block name="title">Site</%block></title></head>
<body><nav>% for link in links:
<a href="${link['url']}">${link['label']}</a>
% endfor
</nav>
<main><%block name="main"></%block></main><footer>${year}</footer></body></html>""".replace(
        "<nav>%", "<nav>\n%"
    ),
    "page.html": """<%inherit file="layout.html"/><%! ATTR = None %>
<%block name="title">${heading}</%block>
<%block name="main"><h1>${heading}</h1><table>
% for row in rows:
<% get = row.__getitem__ if isinstance(row, dict) else row.__getattribute__ %>
<tr><td>${get('id')}</td><td>${get('name')}</td><td>${get('mail')}</td><td>${get('city')}</td><td>${get('paid')}</td></tr>
% endfor
</table></%block>""",
}

CHAMELEON = {
    "layout.html": """<!DOCTYPE html>
<html><head><title metal:define-slot="title">Site</title></head>
<body><nav><a tal:repeat="link links" href="${link['url']}">${link['label']}</a></nav>
<main><metal:main define-slot="main"/></main><footer>${year}</footer></body></html>""",
    "page.html": """<metal:page use-macro="layout"><title metal:fill-slot="title">${heading}</title>
<metal:main fill-slot="main"><h1>${heading}</h1><table><tal:row repeat="row rows">
<tr><td>${row.id}</td><td>${row.name}</td><td>${row.mail}</td><td>${row.city}</td><td>${row.paid}</td></tr>
</tal:row></table></metal:main></metal:page>""",
}


class Row:
    """A row as an object."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


def draw(result: tuple[str, dict[str, float]], path: Path) -> None:
    """A bar for each engine, as long as its time."""
    title, ratios = result
    most = max(ratios.values())
    rows = sorted(ratios.items(), key=lambda item: item[1])
    height = 50 + 26 * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="640" height="{height}" fill="#fff"/>',
        f'<text x="12" y="24" font-size="15">{escape(title)}: time, shorter is better</text>',
    ]
    for index, (name, ratio) in enumerate(rows):
        y = 42 + 26 * index
        colour = "#1a7f5a" if name.startswith("asok") else "#9aa5b1"
        parts.append(f'<text x="190" y="{y + 14}" text-anchor="end">{escape(name)}</text>')
        parts.append(
            f'<rect x="200" y="{y}" width="{max(1, 370 * ratio / most):.0f}" height="19" fill="{colour}"/>'
        )
        parts.append(f'<text x="{206 + 370 * ratio / most:.0f}" y="{y + 14}">{ratio:.2f}</text>')
    path.write_text("\n".join([*parts, "</svg>\n"]), "utf-8")
