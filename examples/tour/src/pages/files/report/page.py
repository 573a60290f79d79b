from asok import Request


def render(request: Request):
    report = request.site.root / ".asok" / "geo.csv"
    return request.send_file(report, filename="report.csv")
