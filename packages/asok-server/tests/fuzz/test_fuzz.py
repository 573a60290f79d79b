"""Requests that nobody sends in good faith: each gets an answer below 500, in time, in the form of PEP 3333."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
TEXTS = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40)
PATHS = st.one_of(
    st.sampled_from(
        ["", "contact", "upload", "api", "session", "stream", "static/css/app.css", "docs/report.txt"]
    ),
    st.lists(TEXTS, max_size=4).map("/".join),
)
FIELDS = st.dictionaries(
    st.sampled_from(
        [
            "Host",
            "Cookie",
            "X-Block",
            "Accept-Language",
            "Accept-Encoding",
            "Range",
            "If-Range",
            "If-None-Match",
            "If-Modified-Since",
            "Origin",
            "Referer",
            "Sec-Fetch-Site",
            "X-CSRF-Token",
            "User-Agent",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "Content-Length",
            "Sec-CH-UA",
        ]
    ),
    TEXTS,
    max_size=4,
)
TYPES = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data; boundary=X",
        "text/plain",
        "",
    ]
)


@pytest.fixture(scope="module", params=["open", "proxied", "small"])
def target(request, target_of):
    return target_of(request.param)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(METHODS, PATHS, TEXTS, FIELDS, TYPES, st.binary(max_size=80))
def test_any_request_at_all_is_answered(target, method, path, query, fields, kind, body):
    lines = [f"{method} /{path}?{query} HTTP/1.1", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    target.send_bytes("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)


def test_a_batch_of_mutated_requests_breaks_nothing(fuzz_folder):
    ran = subprocess.run(
        [sys.executable, fuzz_folder / "run.py", "--count", "1500"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
