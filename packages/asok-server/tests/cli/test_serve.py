"""``asok serve``: what it refuses, and how it ends."""

import concurrent.futures
import os
import signal
import socket
import time
from pathlib import Path

import pytest
from asok_server.cli.address import Address
from click import ClickException

FILES = {
    "src/pages/page.py": "def render(request): return 'front'",
    "src/pages/slow/page.py": "import time\n\ndef render(request):\n    time.sleep(1)\n    return 'complete'",
    "src/pages/stream/page.py": """import time

def render(request):
    def parts():
        for number in range(10):
            time.sleep(0.1)
            yield f'{number} '
    return parts()
""",
    "src/pages/worker/page.py": "import os\ndef render(request): return str(os.getpid())",
    "src/pages/crash/page.py": "def render(request): return 1 / 0",
}


@pytest.fixture
def project(tmp_path, write):
    return write(tmp_path, FILES)


class TestRefuses:
    @pytest.mark.parametrize(
        ("env", "said"),
        [
            ({}, "SECRET_KEY is missing"),
            ({"SECRET_KEY": "short"}, "SECRET_KEY has 5 characters"),
            ({"SECRET_KEY": "x" * 64, "DEBUG": "true"}, "one character repeated"),
        ],
    )
    def test_a_weak_key_with_the_command_that_makes_one(self, env, said, project, run):
        done = run("serve", cwd=project, **env)
        assert done.returncode == 1
        assert said in done.stderr
        assert "secrets.token_urlsafe" in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""

    def test_debug(self, project, run, key):
        done = run("serve", cwd=project, SECRET_KEY=key, DEBUG="true")
        assert done.returncode == 1
        assert "DEBUG is on" in done.stderr
        assert "asok dev" in done.stderr

    def test_a_broken_project_with_the_line(self, project, run, key):
        (project / "wsgi.py").write_text("from asok_server import Asok\nno_such_name\n")
        done = run("serve", cwd=project, SECRET_KEY=key)
        assert done.returncode == 1
        assert 'wsgi.py", line 2' in done.stderr
        assert "NameError" in done.stderr
        assert "importlib" not in done.stderr, "the traceback is the project's own"

    def test_a_port_that_is_taken(self, project, run):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = run("serve", "--port", str(port), cwd=project)
        assert done.returncode == 1
        assert f"can't listen on 127.0.0.1 port {port}" in done.stderr
        assert f"--port {port + 1}" in done.stderr

    @pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1", "2001:db8::1", "a..b"])
    def test_a_host_that_is_not_this_machine(self, host):
        with pytest.raises(ClickException) as refused:
            Address(host, 8000)
        assert host in str(refused.value)
        assert "no address of this machine" in str(refused.value)
        assert "another: --port" not in str(refused.value), "no port would help"

    def test_the_last_port_with_one_that_exists(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 65535))
            taken.listen()
            with pytest.raises(ClickException, match="--port 65534"):
                Address("127.0.0.1", 65535)


FORKING = """
import os, signal, time

def get(request):
    plain = os.fork()
    if not plain:
        time.sleep(60)
        os._exit(1)
    os.kill(plain, signal.SIGTERM)
    handling = os.fork()
    if not handling:
        # By itself: CPython 3.13 may overlook what others send to the child of a thread that is not the main one.
        signal.signal(signal.SIGTERM, lambda *_: os._exit(7))
        signal.raise_signal(signal.SIGTERM)
        os._exit(1)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in (plain, handling)]
    return f"{os.getpid()} {codes[0]} {codes[1]}"
"""


class TestServes:
    def test_a_worker_whose_page_stops_a_child_goes_on(self, project, serving, key):
        (project / "src/pages/fork").mkdir()
        (project / "src/pages/fork/page.py").write_text(FORKING)
        with serving("serve", "--workers", "1", cwd=project, SECRET_KEY=key) as site:
            first = site.fetch("/fork")
            assert first[1].endswith(f" {-signal.SIGTERM} 7")
            time.sleep(1)
            assert site.fetch("/fork") == first

    @pytest.mark.parametrize("host", ["localhost", "::1"])
    def test_on_names_and_addresses_of_both_versions(self, host, project, serving, key):
        ip = "::1" if host == "::1" else "127.0.0.1"
        with serving("serve", "--host", host, "--workers", "1", cwd=project, host=ip, SECRET_KEY=key) as site:
            assert site.fetch("/") == (200, "front")
            printed = site.stop()
        shown = "[::1]" if host == "::1" else host
        assert f"at http://{shown}:{site.port}/ with 1 worker (" in printed
        assert "ALLOWED_HOSTS=example.com" in printed

    def test_without_a_warning_where_hosts_are_named(self, project, serving, key):
        with serving("serve", cwd=project, SECRET_KEY=key, ALLOWED_HOSTS="127.0.0.1") as site:
            assert site.fetch("/", Host="evil.example")[0] == 400
            assert "Warning" not in site.stop()

    def test_options_of_the_whole_site(self, project, serving, key):
        with serving("serve", cwd=project, SECRET_KEY=key) as site:
            assert site.fetch("*", "OPTIONS") == (204, "")

    def test_with_an_access_log_that_no_path_can_forge(self, project, serving, key):
        with serving("serve", "--workers", "1", cwd=project, SECRET_KEY=key) as site:
            site.fetch("/%0A2026-01-01%20forged%1B%5B31m%22?secret=1")
            site.fetch("/%C3%A9t%C3%A9")
            time.sleep(0.5)  # The line of a request is written after its answer, by another thread.
            printed = site.stop()
        line = next(line for line in printed.splitlines() if "forged" in line)
        assert '"GET /%0A2026-01-01%20forged%1B%5B31m%22 HTTP/1.1" 404' in line
        assert '"GET /%C3%A9t%C3%A9 HTTP/1.1" 404' in printed
        assert "\x1b" not in printed
        assert "secret" not in printed

    def test_errors_on_the_terminal_with_their_time_and_their_number(self, project, serving, key):
        with serving("serve", "--no-access-log", "--workers", "1", cwd=project, SECRET_KEY=key) as site:
            assert site.fetch("/crash")[0] == 500
            printed = site.stop()
        assert "ERROR asok: request " in printed
        assert "ZeroDivisionError" in printed
        assert "HTTP/1.1" not in printed


class TestStops:
    @pytest.mark.parametrize(
        ("number", "group"), [(signal.SIGTERM, False), (signal.SIGTERM, True), (signal.SIGINT, True)]
    )
    def test_when_the_requests_that_have_begun_are_answered(self, number, group, project, serving, key):
        paths = ["/slow", "/stream", "/slow", "/stream"]
        with (
            serving("serve", "--workers", "2", cwd=project, SECRET_KEY=key) as site,
            socket.create_connection(("127.0.0.1", site.port)) as idle,
            concurrent.futures.ThreadPoolExecutor(len(paths)) as visitors,
        ):
            idle.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert idle.recv(9) == b"HTTP/1.1 "
            answers = [visitors.submit(site.fetch, path) for path in paths]
            time.sleep(0.4)
            begun = time.monotonic()
            printed = site.stop(number, group=group)
            assert time.monotonic() - begun < 10
            whole = "".join(f"{n} " for n in range(10))
            assert [answer.result()[1] for answer in answers] == ["complete", whole, "complete", whole]
        assert site.process.returncode == 0, printed
        assert printed.endswith("Stopped.\n")
        assert "Traceback" not in printed
        assert "ERROR" not in printed

    def test_when_the_last_request_is_in_the_log(self, project, serving, key):
        with (
            serving("serve", "--workers", "1", cwd=project, SECRET_KEY=key) as site,
            concurrent.futures.ThreadPoolExecutor(1) as visitor,
        ):
            answer = visitor.submit(site.fetch, "/slow")
            time.sleep(0.4)
            assert '"GET /slow HTTP/1.1" 200' in site.stop()
            assert answer.result() == (200, "complete")

    def test_at_the_end_of_its_grace(self, project, serving, key):
        (project / "src/pages/slow/page.py").write_text(
            "import time\ndef render(request):\n    time.sleep(60)\n    return ''"
        )
        with serving("serve", "--workers", "1", "--grace", "1", cwd=project, SECRET_KEY=key) as site:
            with socket.create_connection(("127.0.0.1", site.port)) as waiting:
                waiting.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
                time.sleep(0.3)
                begun = time.monotonic()
                site.stop()
            assert time.monotonic() - begun < 10

    def test_its_workers_when_it_is_killed_itself(self, project, serving, key):
        with serving("serve", "--workers", "2", cwd=project, SECRET_KEY=key) as site:
            worker = int(site.fetch("/worker")[1])
            site.stop(signal.SIGKILL)
        end = time.monotonic() + 10
        while time.monotonic() < end and is_alive(worker):
            time.sleep(0.05)
        assert not is_alive(worker)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", site.port))

    def test_and_starts_a_worker_anew_that_dies(self, project, serving, key):
        with serving("serve", "--workers", "1", cwd=project, SECRET_KEY=key) as site:
            worker = site.fetch("/worker")[1]
            os.kill(int(worker), signal.SIGKILL)
            end = time.monotonic() + 10
            while time.monotonic() < end:
                try:
                    if site.fetch("/worker")[1] != worker:
                        break
                except OSError:
                    time.sleep(0.05)
            assert site.fetch("/worker")[1] != worker


def is_alive(process: int) -> bool:
    """Whether a process runs; one that waits to be buried does not."""
    try:
        os.kill(process, 0)
        with Path(f"/proc/{process}/stat").open() as status:
            return status.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
