from asok import Request


def render(request: Request):
    picture = request.site.root / "src/partials/images/asok.svg"
    return request.send_file(picture, as_attachment=False)
