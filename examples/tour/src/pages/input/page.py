from asok import Request


def render(request: Request):
    if request.is_json:
        return request.json({"you_sent": request.json_body})
    return request.html("page.html", query=request.args.get("q"), email=request.form.get("email"))
