"""Browsers: the names on the contract page, client hints, robots, and what a hostile header costs."""

import subprocess
import sys

import pytest
from asok_request import Browser
from asok_request.browser import CACHED, identify, judged
from hypothesis import given, settings
from hypothesis import strategies as st

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME_WINDOWS = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/120.0.0.0 Safari/537.36"
CHROME_ANDROID = f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/120.0.0.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
GOOGLEBOT = "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.mark.parametrize(
    ("agent", "name", "version", "os", "os_version"),
    [
        (CHROME_WINDOWS, "Chrome", "120.0.0.0", "Windows", "10"),
        (CHROME_WINDOWS + " Edg/120.0.2210.61", "Edge", "120.0.2210.61", "Windows", "10"),
        (CHROME_WINDOWS + " OPR/106.0.0.0", "Opera", "106.0.0.0", "Windows", "10"),
        (CHROME_WINDOWS + " Vivaldi/6.5", "Vivaldi", "6.5", "Windows", "10"),
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer", "11.0", "Windows", "7"),
        ("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 5.1; Trident/4.0)", "Internet Explorer", "8.0", "Windows", "XP"),
        ("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox", "120.0", "Linux", ""),
        ("Mozilla/5.0 (Android 13; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0", "Firefox", "120.0", "Android", "13"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15", "Safari", "17.1", "macOS", "10.15.7"),
        (f"{IPHONE} Version/17.1 Mobile/15E148 Safari/604.1", "Safari", "17.1", "iOS", "17.1.2"),
        (f"{IPHONE} CriOS/120.0.6099.50 Mobile/15E148 Safari/604.1", "Chrome", "120.0.6099.50", "iOS", "17.1.2"),
        (f"{IPHONE} FxiOS/120.0 Mobile/15E148 Safari/605.1.15", "Firefox", "120.0", "iOS", "17.1.2"),
        (f"{IPHONE} Version/17.0 EdgiOS/120.0.2210.116 Mobile/15E148 Safari/604.1", "Edge", "120.0.2210.116", "iOS", "17.1.2"),
        (f"Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S901B) {WEBKIT} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36", "Samsung Internet", "23.0", "Android", "13"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/120.0.0.0 Safari/537.36", "Chrome", "120.0.0.0", "Chrome OS", "14541.0.0"),
        ("Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18", "Opera", "12.18", "Windows", "7"),
        ("Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/29.3709; U; en) Presto/2.8.119 Version/11.10", "Opera Mini", "7.1.32052/29.3709", "Java ME", ""),
        (f"Mozilla/5.0 (Linux; U; Android 12; xx; POCO M4 Build/SP1A) {WEBKIT} Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/13.16.0-gn", "Mi Browser", "13.16.0-gn", "Android", "12"),
        ("Mozilla/5.0 (Linux; U; Android 2.3.3; ja-jp; COOLPIX Build/CP01) AppleWebKit/533.1 (KHTML, like Gecko) Version/4.0 Mobile Safari/533.1", "Android Browser", "4.0", "Android", "2.3.3"),
        (f"Mozilla/5.0 (Linux; Android 11; Razer Edge 5G) {WEBKIT} Chrome/124.0.0.0 Mobile Safari/537.36", "Chrome", "124.0.0.0", "Android", "11"),
        ("UCWEB/2.0 (MIDP-2.0; U; Adr 9; ru; Redmi_Note_8) U2/1.0.0 UCBrowser/11.1.2.1113 U2/1.0.0 Mobile", "UC Browser", "11.1.2.1113", "Android", "9"),
        ("", "", "", "", ""),
    ],
)  # fmt: skip
def test_browsers_have_the_names_that_people_know(agent, name, version, os, os_version):
    browser = identify(agent, {})
    assert (browser.name, browser.version, browser.os, browser.os_version) == (name, version, os, os_version)
    assert not browser.is_bot
    assert str(browser) == browser.raw == agent


@pytest.mark.parametrize(
    ("agent", "device", "is_mobile", "is_tablet"),
    [
        (CHROME_WINDOWS, "", False, False),
        (CHROME_ANDROID, "", True, False),
        (f"{IPHONE} Version/17.1 Mobile/15E148 Safari/604.1", "iPhone", True, False),
        ("Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.1 Mobile/15E148 Safari/604.1", "iPad", True, True),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.1 Mobile/15E148 Safari/604.1", "iPad", True, True),
        (f"Mozilla/5.0 (Linux; Android 12; SM-X700 Build/SP1A) {WEBKIT} Chrome/120.0.0.0 Safari/537.36", "SM-X700", True, True),
        (f"Mozilla/5.0 (Linux; Android 13; Pixel 7) {WEBKIT} Chrome/120.0.0.0 Mobile Safari/537.36", "Pixel 7", True, False),
        (f"Mozilla/5.0 (Linux; Android 9; BRAVIA 4K UR2 Build/PTT1) {WEBKIT} Chrome/84.0 Safari/537.36", "BRAVIA 4K UR2", False, False),
        (f"Mozilla/5.0 (Web0S; Linux/SmartTV) {WEBKIT} Chrome/79.0 Safari/537.36", "", False, False),
        (f"Mozilla/5.0 (Linux; Android 8.1.0; XBot Junior) {WEBKIT} Chrome/87.0 Mobile Safari/537.36", "XBot Junior", True, False),
        (f"Mozilla/5.0 (Linux; Android 9; H32G8000Q Build/PPR1; wv) {WEBKIT} Chrome/104.0 Mobile Safari/537.36", "H32G8000Q", False, False),
        (f"Mozilla/5.0 (Linux; Android 7.0; myA9 DTV) {WEBKIT} Chrome/76.0 Mobile Safari/537.36", "myA9 DTV", True, False),
        (f"Mozilla/5.0 (Linux; Android 6.0; LG-H960) {WEBKIT} Chrome/87.0 Mobile Safari/537.36", "LG-H960", True, False),
        (f"Mozilla/5.0 (Linux; Android 8.1.0; B3-A50FHD) {WEBKIT} Chrome/86.0 Safari/537.36", "B3-A50FHD", True, True),
        (f"Mozilla/5.0 (Linux; Android 6.0.1; Wileyfox Spark + Build/MMB29X) {WEBKIT} Chrome/55.0 Mobile Safari/537.36", "Wileyfox Spark +", True, False),
        (f"Mozilla/5.0 (Linux; U; Android 4.2.2; it-it; S308 Build/CUBOT) {WEBKIT} Version/4.0 Mobile Safari/534.30", "S308", True, False),
        (f"Mozilla/5.0 (Windows NT 10.0; ARM; Lumia 650) {WEBKIT} Chrome/46.0 Safari/537.36 Edge/13.10586", "", True, False),
    ],
)  # fmt: skip
def test_devices_are_told(agent, device, is_mobile, is_tablet):
    browser = identify(agent, {})
    assert (browser.device, browser.is_mobile, browser.is_tablet) == (device, is_mobile, is_tablet)
    assert not browser.is_bot


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (GOOGLEBOT, "Googlebot"),
        ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bingbot"),
        ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "facebookexternalhit"),
        ("python-requests/2.31.0", "python-requests"),
        ("curl/8.4.0", "curl"),
        ("Go-http-client/1.1", "Go-http-client"),
        ("okhttp/4.12.0", "okhttp"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/120.0 Safari/537.36", "HeadlessChrome"),
        ("something that nobody knows", "something"),
    ],
)
def test_robots_are_told_by_their_name(agent, name):
    browser = identify(agent, {})
    assert browser.is_bot
    assert browser.name == name
    assert not browser.is_mobile


HINTS = {
    "HTTP_SEC_CH_UA": '"Not A(Brand";v="99", "Google Chrome";v="121", "Chromium";v="121"',
    "HTTP_SEC_CH_UA_PLATFORM": '"Windows"',
    "HTTP_SEC_CH_UA_PLATFORM_VERSION": '"15.0.0"',
    "HTTP_SEC_CH_UA_FULL_VERSION_LIST": '"Not A(Brand";v="99.0.0.0", "Google Chrome";v="121.0.6167.85", "Chromium";v="121.0.6167.85"',
}


def test_hints_refine_what_the_header_says():
    browser = identify(CHROME_WINDOWS, HINTS)
    assert (browser.name, browser.version, browser.os, browser.os_version) == (
        "Chrome",
        "121.0.6167.85",
        "Windows",
        "11",
    )
    phone = identify(
        CHROME_ANDROID,
        {
            "HTTP_SEC_CH_UA": '"Brave";v="121", "Chromium";v="121", "Not?A_Brand";v="8"',
            "HTTP_SEC_CH_UA_PLATFORM": '"Android"',
            "HTTP_SEC_CH_UA_PLATFORM_VERSION": '"14.0.0"',
            "HTTP_SEC_CH_UA_MODEL": '"Pixel 7"',
            "HTTP_SEC_CH_UA_MOBILE": "?1",
        },
    )
    assert (phone.name, phone.os, phone.os_version, phone.device, phone.is_mobile) == (
        "Brave",
        "Android",
        "14.0.0",
        "Pixel 7",
        True,
    )


@pytest.mark.parametrize(
    "grease", ["Not A;Brand", " Not A;Brand", "Not/A)Brand", "(Not(A:Brand", "Not.A/Brand", "Not_A Brand"]
)
def test_grease_is_ignored(grease):
    brands = f'"{grease}";v="99", "Microsoft Edge";v="120", "Chromium";v="120"'
    assert identify(CHROME_WINDOWS, {"HTTP_SEC_CH_UA": brands}).name == "Edge"
    only = f'"{grease}";v="99", "Chromium";v="120"'
    assert identify(CHROME_WINDOWS, {"HTTP_SEC_CH_UA": only}).name in ("Chrome", "Chromium")


def test_a_telephone_that_asks_for_the_desktop_s_page_is_told_by_its_hints():
    agent = CHROME_WINDOWS.replace("Windows NT 10.0; Win64; x64", "X11; Linux x86_64")
    hints = {"HTTP_SEC_CH_UA": HINTS["HTTP_SEC_CH_UA"], "HTTP_SEC_CH_UA_MOBILE": "?1"}
    assert not identify(agent, {}).is_mobile
    told = identify(agent, hints | {"HTTP_SEC_CH_UA_PLATFORM": '"Android"'})
    assert (told.os, told.is_mobile) == ("Android", True)


@pytest.mark.parametrize("token", ["CriOS/120.0 Version/11.1.1", "FxiOS/120.0", "EdgiOS/120.0 Version/16.0"])
def test_a_browser_that_is_built_for_ios_alone_is_not_on_a_mac(token):
    agent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    browser = identify(f"{agent} {token} Safari/605.1.15", {})
    assert (browser.os, browser.is_mobile) == ("iOS", True)


def test_half_a_surrogate_pair_in_the_header_does_no_harm():
    assert identify("Mozilla/5.0 (\ud800) Unknown/1.0", {}).raw == "Mozilla/5.0 (\ud800) Unknown/1.0"


def test_a_hint_that_comes_alone_counts():
    assert identify(CHROME_WINDOWS, {"HTTP_SEC_CH_UA_MOBILE": "?1"}).is_mobile
    assert identify(CHROME_ANDROID, {"HTTP_SEC_CH_UA_MODEL": '"Pixel 7"'}).device == "Pixel 7"


def test_a_hint_s_string_loses_its_backslashes():
    hints = {
        "HTTP_SEC_CH_UA": r'"The \"new\" one";v="1", "Chromium";v="120"',
        "HTTP_SEC_CH_UA_MODEL": r'"a\\b"',
    }
    told = identify(CHROME_ANDROID, hints)
    assert (told.name, told.device) == ('The "new" one', "a\\b")


def test_hints_never_hide_a_robot_nor_a_more_telling_header():
    assert identify(GOOGLEBOT, HINTS) == identify(GOOGLEBOT, {})
    yandex = CHROME_WINDOWS.replace("Safari", "YaBrowser/23.9 Safari")
    assert identify(yandex, HINTS).name == "Yandex Browser"


def test_the_first_512_characters_are_all_that_is_looked_at():
    far = CHROME_WINDOWS + " " * 600 + "Edg/120.0"
    assert identify(far, {}).name == "Chrome"
    assert str(identify(far, {})) == far
    assert identify(far, HINTS | {"HTTP_SEC_CH_UA_MODEL": " " * 600 + '"x"'}).device == ""


def test_verdicts_are_kept_in_a_bounded_cache():
    assert identify(CHROME_WINDOWS, {}) is identify(CHROME_WINDOWS, {})
    assert judged.cache_info().maxsize == CACHED <= 10_000


def test_common_browsers_are_known_without_ua_parser():
    script = f"""
import sys
from asok_request.browser import identify
assert identify({CHROME_WINDOWS!r}, {{}}).name == "Chrome"
assert "ua_parser" not in sys.modules
assert identify("Mozilla/5.0 (X11; U; FreeBSD i386; rv:1.2) Gecko/20021029 Phoenix/0.4", {{}}).name == "Phoenix"
assert "ua_parser" in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)


@settings(deadline=None, max_examples=200)
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            [
                "Mozilla/5.0",
                "(",
                ")",
                ";",
                "Android",
                " ",
                "/",
                "iPhone",
                "bot",
                "@a.b",
                "Chrome/1",
                "rv:",
                "MSIE",
                "\xff",
                "Opera",
                "Mini/",
            ]
        )
    ).map("".join)
)
def test_any_header_gives_a_verdict(text):
    browser = identify(
        text,
        {
            "HTTP_SEC_CH_UA": text,
            "HTTP_SEC_CH_UA_PLATFORM_VERSION": text,
            "HTTP_SEC_CH_UA_PLATFORM": '"Windows"',
        },
    )
    assert isinstance(browser, Browser)
    assert str(browser) == text


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "(",
        "Android ",
        "Android;",
        "a/",
        '"',
        '"\\',
        "bot",
        "@a-",
        "x@a.",
        " ",
        "Chrome/1 ",
        "(;",
        "a;v=",
        "tv",
    ],
)
def test_a_hostile_header_costs_little(piece, seconds):
    text = piece * (65_536 // len(piece))
    hints = {"HTTP_SEC_CH_UA": text, "HTTP_SEC_CH_UA_PLATFORM": text, "HTTP_SEC_CH_UA_PLATFORM_VERSION": text}
    assert seconds(lambda: identify(text, {})) < 0.05
    assert seconds(lambda: identify(text, hints)) < 0.05
