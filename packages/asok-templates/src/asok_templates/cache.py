"""Keeps compiled templates in a folder."""

import contextlib
import errno
import hashlib
import secrets
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket

from asok_templates.generator import GENERATOR
from asok_templates.support import INSTALLED

SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "optimized", "is_async"),
)

# Where nothing may be written (a container whose disk is read-only), nothing is kept.
LOCKED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
DIGEST = hashlib.sha256().digest_size


class CompiledFiles(jinja2.BytecodeCache):
    """One file for each template and plan; what other options or versions made is made again.

    A file begins with the digest of the rest: Python dies of code with a wrong byte in it, so that a damaged
    file must not be tried. The folder is made for its owner alone: who can write into it can run code in this
    process. Where it can't be made for lack of leave, nothing is kept.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            if error.errno not in LOCKED:
                raise
        self._folder = folder
        self.environment: jinja2.Environment | None = None

    @cached_property
    def options(self) -> str:
        """Everything beside a template's source that its code depends on."""
        environment = self.environment
        assert environment is not None
        functions = {**environment.filters, **environment.tests}
        parts: list[Any] = [
            *(INSTALLED, GENERATOR, *(getattr(environment, name) for name in SYNTAX)),
            callable(environment.autoescape) or environment.autoescape,
            environment.finalize and (named(environment.finalize), passed(environment.finalize)),
            [
                (extension.identifier, extension.priority, source_of(type(extension)))
                for extension in environment.iter_extensions()
            ],
            sorted((name, passed(function)) for name, function in functions.items()),
        ]
        return repr(parts)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return self.key(name, filename, self._escapes(name))

    def _escapes(self, name: str) -> bool:
        """What the environment says of a template; functions that say it may share a name and differ."""
        environment = self.environment
        assert environment is not None
        autoescape: Any = environment.autoescape
        return bool(autoescape(name) if callable(autoescape) else autoescape)

    def key(self, *parts: Any) -> str:
        """The name of the file for something that these and the options decide."""
        return hashlib.sha256(repr((*parts, self.options)).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            bucket.bytecode_from_string(self.read(bucket.key))
        except Exception:  # no file, or one of another Python: what matters is that it is not used
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.write(bucket.key, bucket.bytecode_to_string())

    def read(self, key: str) -> bytes:
        """Raises `OSError` if there is no such file, and `ValueError` if it is damaged."""
        data = self._file(key).read_bytes()
        if not data.startswith(hashlib.sha256(data[DIGEST:]).digest()):
            raise ValueError
        return data[DIGEST:]

    def write(self, key: str, data: bytes) -> None:
        """Write the file at once or not at all. A page does not fail because it can't be kept."""
        part = self._folder / f"{key}.{secrets.token_hex(8)}.part"
        with contextlib.suppress(OSError):
            try:
                part.touch(mode=0o600, exist_ok=False)
                part.write_bytes(hashlib.sha256(data).digest() + data)
                part.replace(self._file(key))
            except OSError:
                part.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.jinja"


def passed(function: Any) -> str:
    return str(getattr(function, "jinja_pass_arg", None))


def source_of(kind: type) -> str:
    """The digest of the file that a class is written in, '' where there is none: a changed extension may
    make other templates of the same sources."""
    file = getattr(sys.modules.get(kind.__module__), "__file__", None)
    with contextlib.suppress(OSError):
        return hashlib.sha256(Path(file).read_bytes()).hexdigest() if file else ""
    return ""


def named(function: Any) -> str:
    module, name = (getattr(function, part, "") for part in ("__module__", "__qualname__"))
    return f"{module}.{name}" if name else str(function)
