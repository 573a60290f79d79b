"""The tour: every line of the Request Handling page, live."""

from pathlib import Path

from asok import Asok, Request

ROOT = Path(__file__).parent
STOPS = (
    "input",
    "visitor",
    "answers",
    "contact",
    "blocks",
    "files",
    "flash",
    "languages",
    "sharing",
    "errors",
)

app = Asok(__name__)
app.config["LOCALE"] = "en"


def sources(request: Request) -> list[tuple[str, str]]:
    """The files of the page that answers: their names and their texts."""
    folder = ROOT / "src/pages" / (request.page.folder if request.page else "404")
    files = [folder / "page.py", folder / "page.html"]
    return [(str(file.relative_to(ROOT)), file.read_text("utf-8")) for file in files if file.is_file()]


app.share(site_name="Asok", version="0.1", stops=STOPS)
app.share(sources=sources, visitor_city=lambda r: r.location["city"])
