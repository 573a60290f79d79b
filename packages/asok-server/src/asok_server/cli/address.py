"""Where a command listens: what is typed, what the server wants, what is shown."""

import errno
import socket

import click

HIGHEST = 65535


class Address:
    """An address to listen on: ``host`` is a name or an IP address of either version.

    Raises click.ClickException, which says what to do, for a name that is none, and where nothing can listen.
    """

    def __init__(self, host: str, port: int) -> None:
        self.ip = _resolved(host, port)
        self.port = port
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        _check(self.ip, port)

    @property
    def is_public(self) -> bool:
        """Whether other machines can reach it."""
        return not self.ip.startswith("127.") and self.ip != "::1"


def _resolved(host: str, port: int) -> str:
    """Return the IP address of a host, the IPv4 one first, as ``localhost`` usually means it."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise click.ClickException(f"--host {host} is no address of this machine ({error})") from error
    return str(min(found, key=lambda entry: entry[0] != socket.AF_INET)[4][0])


def _check(ip: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except PermissionError as error:
            raise click.ClickException(
                f"port {port} is for root alone: choose one from 1024 on, as --port 8000, "
                "and let a proxy listen on the other"
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise click.ClickException(
                    f"{ip} is no address of this machine; --host 0.0.0.0 is all"
                ) from error
            raise click.ClickException(
                f"can't listen on {ip} port {port} ({error.strerror}). Stop what runs there, "
                f"or choose another: --port {port + 1 if port < HIGHEST else port - 1}"
            ) from error
