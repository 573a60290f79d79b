"""A regex becomes the attribute `pattern` only where browser and server mean the same by it."""

import json
import re
import shutil
import subprocess

import pytest
from asok_server.forms import Form, FormError
from asok_server.forms.backtracking import explodes
from asok_server.forms.pattern import html_pattern

ALIKE = {
    "[a-z]+": "[a-z]+",
    "^[A-Z]{2}$": "[A-Z]{2}",
    r"\d+": r"\p{Nd}+",
    r"[\w.]+": r"[[\p{L}\p{N}_].]+",
    r"(?:a|b)?c*?": r"(?:a|b)?c*?",
    r"\$\d{1,3}(\.\d\d)?": r"\$\p{Nd}{1,3}(\.\p{Nd}\p{Nd})?",
    r"[a-z\-]+": r"[a-z\-]+",
    "a-b": "a-b",
    r"[^a-c]": r"[^a-c]",
    "é?": None,
    r"\s": None,
    r"\bx": None,
    "(?i)x": None,
    "(?P<n>x)": None,
    "(?=x)": None,
    r"(a)\1": None,
    "[a-]": None,
    "[-a]": None,
    "[[]": None,
    "[::]": None,
    "[&]": None,
    r"\-": None,
    "x{,3}": None,
    "a*+": None,
    "a++": None,
    "(?>a)": None,
    r"\A": None,
    r"a\$": r"a\$",
    "^$": None,
    "": None,
}
TEXTS = [
    "",
    "a",
    "b",
    "ab",
    "abc",
    "c",
    "aac",
    "-",
    "a-b",
    "AB",
    "Ab",
    "12",
    "٣٤",
    "é",
    "_",
    "a.b",
    "a$",
    "$1.50",
    "d",
    "x",
    "\n",
]


@pytest.mark.parametrize(("source", "pattern"), ALIKE.items())
def test_a_pattern_is_kept_translated_or_left_out(source, pattern):
    assert html_pattern(source) == pattern


def test_node_reads_the_patterns_as_python_does():
    node = shutil.which("node") or pytest.skip("needs node")
    sources = [source for source, pattern in ALIKE.items() if pattern]
    program = """
        const [patterns, texts] = JSON.parse(process.argv[1]);
        console.log(JSON.stringify(patterns.map(
            p => texts.map(t => new RegExp(`^(?:${p})$`, "v").test(t)))));
    """
    given = json.dumps([[html_pattern(source) for source in sources], TEXTS])
    done = subprocess.run(
        [node, "-e", program, given], capture_output=True, text=True, check=True, timeout=30
    )
    ours = [[re.fullmatch(source, text) is not None for text in TEXTS] for source in sources]
    assert json.loads(done.stdout) == ours


@pytest.mark.parametrize(
    "source",
    [
        "(a+)+",
        "(a*)*",
        r"(\w+\s?)*",
        "((a+))+x",
        "(?:.*,?)+",
        "x(b(a+)*)",
        "((?:a+)?)+",
        "(a+b*)+",
        "(a{2,})+",
    ],
)
def test_a_pattern_that_can_take_exponential_time_is_refused(source):
    assert explodes(source)
    with pytest.raises(FormError, match="exponential"):
        Form.text("Field", [f"regex:{source}"])


@pytest.mark.parametrize(
    "source",
    [
        "a+b+",
        "(a+,)+",
        "[a-z0-9]+(?:-[a-z0-9]+)*",
        r"\w+(\s\w+)*",
        "(a+){3}",
        "(a++)+",
        "((?>a+))+",
        "(?=a+)b",
        "(abc)*",
        "(a|b)*",
        "",
    ],
)
def test_a_pattern_with_something_fixed_in_each_round_is_taken(source):
    assert not explodes(source)
