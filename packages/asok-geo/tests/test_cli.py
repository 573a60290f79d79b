import io
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from asok_geo import GeoDB
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


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"asok-geo {version('asok-geo')}\n"


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
    told = capsys.readouterr().out
    assert "rows          2" in told
    assert "fields        city, country, country_code, lat, lon" in told


def test_info_shows_each_row_that_was_left_out_in_a_line_of_its_own(write, capsys):
    path = str(write("1.0.0.0,1.0.0.255,Paris,FR,1,2\nx\n1.0.2.0,1.0.1.0,Nice,FR,1,2\n"))
    assert main(["info", "--skip-bad-rows", path]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-2] == f"skipped_rows  {path}:2: 1 columns instead of 6"
    assert told[-1] == f"              {path}:3: the range 1.0.2.0 to 1.0.1.0 is inverted"


def test_info_is_json_where_that_is_asked_for(path, capsys):
    assert main(["info", "--json", path]) == 0
    told = json.loads(capsys.readouterr().out)
    with GeoDB.open(path) as db:
        assert told == {**db.metadata, "built": db.metadata["built"].isoformat()}


def test_one_row_is_not_several(write, capsys):
    path = str(write("1.0.0.0,1.0.0.255,Paris,FR,1,2\n"))
    assert main(["build", path]) == 0
    assert main(["verify", path]) == 0
    built, verified = capsys.readouterr().out.splitlines()
    assert ": 1 row, " in built
    assert verified.endswith(", 1 row")


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


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda data: b"X" + data[1:], "not an index"),
        (lambda data: data[:30] + b"X" + data[31:], "head's checksum"),
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "checksum"),
        (lambda data: data[:-1], "cut short"),
        (lambda data: data + b"X", "cut short"),
        (lambda data: b"", "cut short"),
    ],
)
def test_verify_tells_of_a_damaged_index_and_leaves_it_so(path, capsys, damage, problem):
    assert main(["build", path]) == 0
    index = Path(path + ".asokgeo")
    damaged = damage(index.read_bytes())
    index.write_bytes(damaged)
    assert main(["verify", path]) == 1
    assert problem in capsys.readouterr().out
    assert index.read_bytes() == damaged


def test_verify_tells_of_an_index_that_is_older_than_the_file(path, capsys):
    assert main(["build", path]) == 0
    with Path(path).open("a") as file:
        file.write("9.9.9.0,9.9.9.255,Zurich,CH,47.4,8.5\n")
    assert main(["verify", path]) == 1
    assert "was made before" in capsys.readouterr().out


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


def test_how_many_rows_were_left_out_is_told_however_many_they_are(write, capsys):
    path = str(write("1.0.0.0,1.0.0.255,FR\n" + "x,y,FR\n" * 1234))
    assert main(["build", path, "--skip-bad-rows"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 101
    assert told[-1] == "skipped 1,134 rows more"


@pytest.mark.parametrize("encoding", ["ascii:strict", "utf-8:strict"])
def test_any_bytes_are_read_and_any_locale_is_written_to(write, encoding):
    path = write("8.8.8.0,8.8.8.255,Orléans,FR,1,2\n")
    for options in ([], ["--json"]):
        done = run(["lookup", "--db", path, *options], b"\xff\n8.8.8.8\n", PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
    ips, cities = zip(
        *((each["ip"], each["city"]) for each in map(json.loads, done.stdout.splitlines())), strict=True
    )
    assert (ips, cities) == (("\\xff", "8.8.8.8"), (None, "Orléans"))


def test_output_that_nobody_takes_is_no_traceback(path):
    read, write = os.pipe()
    os.close(read)
    done = run(["lookup", "--db", path], b"8.8.8.8\n" * 5000, stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_traceback(path, closed):
    script = f'exec "$0" -c "from asok_geo.cli import main; raise SystemExit(main())" "$@" {closed}'
    for options in ([], ["--json"], ["8.8.8.8"]):
        command = ["sh", "-c", script, sys.executable, "lookup", "--db", path, *options]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_who_types_addresses_is_answered_at_once(path):
    pty = pytest.importorskip("pty")
    terminal, end = pty.openpty()
    command = [sys.executable, "-uc", "from asok_geo.cli import main; main()", "lookup", "--db", path]
    with subprocess.Popen(command, stdin=end, stdout=subprocess.PIPE) as asking:
        for ip, place in ((b"8.8.8.8", b"Mountain View"), (b"2a01:e35::1", b"Paris")):
            os.write(terminal, ip + b"\n")
            assert place in asking.stdout.readline()
        os.write(terminal, b"\x04")
    assert asking.returncode == 0
    os.close(terminal)
    os.close(end)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no full device here")
def test_output_for_which_there_is_no_room_is_one_line_and_status_1(path):
    with Path("/dev/full").open("wb") as full:
        done = run(["lookup", "--db", path, "8.8.8.8"], stdout=full)
    assert done.returncode == 1
    assert done.stderr.startswith(b"asok-geo: ")
    assert done.stderr.count(b"\n") == 1


def test_an_interrupt_is_status_130(path, monkeypatch):
    def interrupt(db):
        raise KeyboardInterrupt

    monkeypatch.setattr("asok_geo.cli.measure", interrupt)
    assert main(["bench", path]) == 130


def run(arguments, given=b"", stdout=subprocess.PIPE, **variables):
    """The command in a process of its own."""
    command = [
        sys.executable,
        "-c",
        "from asok_geo.cli import main; raise SystemExit(main())",
        *map(str, arguments),
    ]
    return subprocess.run(
        command, input=given, stdout=stdout, stderr=subprocess.PIPE, check=False, env=os.environ | variables
    )


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
