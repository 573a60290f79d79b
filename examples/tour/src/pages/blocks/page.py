from datetime import UTC, datetime

from asok import Request

FRUIT = (
    "apple",
    "apricot",
    "banana",
    "blackberry",
    "cherry",
    "fig",
    "grape",
    "lemon",
    "lime",
    "mango",
    "peach",
    "plum",
)
COLORS = ("teal", "orange", "purple")


def get(request: Request):
    wanted = request.args.get("q", "").strip().lower()
    color = request.args.get("color")
    return request.html(
        "page.html",
        wanted=wanted,
        found=[fruit for fruit in FRUIT if wanted in fruit],
        now=datetime.now(UTC),
        color=color if color in COLORS else COLORS[0],
        colors=COLORS,
    )
