import io
import json
from pathlib import Path

import pytest
from asok_geo.build import Progress
from asok_geo.cli import main
from asok_geo.progress import Bar, line


@pytest.fixture
def path(write):
    return str(
        write(
            "8.8.8.0,8.8.8.255,Mountain View,US,37.4,-122.08\n2a01:e35::,2a01:e35::ff,Paris,FR,48.86,2.35\n"
        )
    )


def test_build_makes_the_index(path, capsys):
    assert main(["build", path]) == 0
    assert "2 rows" in capsys.readouterr().out


def test_lookup_prints_a_table(path, capsys):
    assert main(["lookup", "--db", path, "8.8.8.8", "2a01:e35::1", "10.0.0.1", "no"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        "8.8.8.8",
        "Mountain",
        "View,",
        "United",
        "States",
        "37.4000",
        "-122.0800",
        "8.8.8.0/24",
    ]
    assert lines[0].index("Mountain") == lines[1].index("Paris") == lines[2].index("(private)")
    assert lines[3].split() == ["no", "(malformed)"]


def test_lookup_prints_json_and_reads_standard_input(path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("8.8.8.8\n\n2a01:e35::1\n"))
    assert main(["lookup", "--db", path, "--json"]) == 0
    found = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert [each["city"] for each in found] == ["Mountain View", "Paris"]
    assert found[0] == {
        "ip": "8.8.8.8", "city": "Mountain View", "country": "United States", "country_code": "US", "lat": 37.4,
        "lon": -122.08, "reason": None, "network": "8.8.8.0/24",
    }  # fmt: skip


def test_a_file_in_the_usual_place_need_not_be_named(write, tmp_path, monkeypatch, capsys):
    write("8.8.8.0,8.8.8.255,Mountain View,US,37.4,-122.08\n", ".asok/geo.csv")
    monkeypatch.chdir(tmp_path)
    assert main(["lookup", "8.8.8.8"]) == 0
    assert "Mountain View" in capsys.readouterr().out


def test_info_tells_what_the_file_holds(path, capsys):
    assert main(["info", path]) == 0
    assert "rows          2" in capsys.readouterr().out


def test_verify_finds_an_index_that_does_not_fit(path, capsys):
    assert main(["verify", path]) == 0
    assert "says what the file says" in capsys.readouterr().out
    from asok_geo.index import IndexFile

    index = IndexFile(path + ".asokgeo")
    _, offset, items, _ = index.head.sections["records"]
    assert items
    with Path(path + ".asokgeo").open("r+b") as file:
        file.seek(offset)
        file.write(b"X")
    assert main(["verify", path]) == 1
    assert "checksum" in capsys.readouterr().out


def test_bench_measures(path, capsys, monkeypatch):
    monkeypatch.setattr("asok_geo.bench.COUNT", 2000)
    monkeypatch.setattr("asok_geo.bench.measure.__defaults__", (2000,))
    assert main(["bench", path]) == 0
    assert capsys.readouterr().out.count("look-ups/s") == 4


def test_errors_are_one_line_and_status_1(tmp_path, capsys):
    assert main(["lookup", "--db", str(tmp_path / "none.csv"), "8.8.8.8"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("asok-geo: ")
    assert said.count("\n") == 1


def test_bad_rows_can_be_left_out(write, capsys):
    path = str(write("1.0.0.0,1.0.0.255,FR\n1.0.2.0,1.0.1.0,FR\n1.0.3.0,1.0.3.255,FR\n"))
    assert main(["build", path]) == 1
    assert f"{path}:2: " in capsys.readouterr().err
    assert main(["build", path, "--skip-bad-rows"]) == 0
    said = capsys.readouterr()
    assert "2 rows" in said.out
    assert f"skipped {path}:2: " in said.err


def test_wrong_arguments_are_status_2(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["fly"])
    assert caught.value.code == 2


def test_the_bar_shows_speed_and_remaining_time():
    assert line(Progress(1000, 500, 2000), 2.0).split() == [
        "#" * 8 + "-" * 22, "25%", "1,000", "rows", "500", "rows/s", "6", "s", "left",
    ]  # fmt: skip


def test_the_bar_is_drawn_on_a_terminal_only():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        bar = Bar(stream)
        bar(Progress(1, 1, 2))
        bar.end()
    assert "rows/s" in terminal.getvalue()
    assert file.getvalue() == ""
