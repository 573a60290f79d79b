from asok import Request


def render(request: Request):
    city = request.shared("visitor_city")
    return request.html("page.html", city_in_python=city)
