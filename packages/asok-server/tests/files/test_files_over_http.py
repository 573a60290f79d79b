"""Files through a real server, with its own wsgi.file_wrapper."""

import http.client
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from asok_server.files.conditions import Conditions
from asok_server.files.sending import send_file
from asok_server.wsgi import send

CONTENT = os.urandom(1_000_000)


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def wrapped() -> list[object]:
    """Collects what is handed to the server's file wrapper."""
    return []


@pytest.fixture
def connection(tmp_path: Path, wrapped: list[object]) -> Iterator[http.client.HTTPConnection]:
    path = tmp_path / "large.bin"
    path.write_bytes(CONTENT)

    def app(environ, start_response):
        theirs = environ["wsgi.file_wrapper"]

        def counted(file, block_size):
            wrapped.append(file)
            return theirs(file, block_size)

        response = send_file(path, conditions=Conditions.of(environ))
        return send(response, {**environ, "wsgi.file_wrapper": counted}, start_response)

    with make_server("127.0.0.1", 0, app, handler_class=QuietHandler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        yield connection
        connection.close()
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("asked", "status", "expected", "handed_over"),
    [
        (None, 200, CONTENT, 1),
        ("bytes=0-", 206, CONTENT, 1),
        ("bytes=999000-", 206, CONTENT[999_000:], 1),
        ("bytes=-5", 206, CONTENT[-5:], 1),
        ("bytes=10-300000", 206, CONTENT[10:300_001], 0),
        ("bytes=0-0", 206, CONTENT[:1], 0),
    ],
)
def test_a_server_sends_exactly_what_was_asked_for(connection, wrapped, asked, status, expected, handed_over):
    connection.request("GET", "/", headers={"Range": asked} if asked else {})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (status, expected)
    assert answer.headers.get_all("Content-Length") == [str(len(expected))]
    assert len(wrapped) == handed_over


def test_head_sends_the_length_alone(connection, wrapped):
    connection.request("HEAD", "/")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    assert answer.headers.get_all("Content-Length") == ["1000000"]
    assert not wrapped
