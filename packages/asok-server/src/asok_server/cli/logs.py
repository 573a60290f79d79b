"""What the server writes on the terminal."""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

ACCESS = '%(time)s %(addr)s "%(method)s %(path)s %(protocol)s" %(status)d %(dt_ms).1f ms'
UNASKED = "Python threads"
PATH = "/:@!$&'()*+,;=~"


class EncodedPath(logging.Filter):
    """Writes the path of a request percent-encoded, as it came: decoded, it could forge lines of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Encode the path; every record passes."""
        if isinstance(record.args, Mapping):
            path = str(record.args["path"])
            record.args = {**record.args, "path": quote(path, PATH, encoding="latin-1", errors="replace")}
        return True


class Asked(logging.Filter):
    """Keeps the server's opinion on the number of threads out: pages wait for others most of the time."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is of use."""
        return UNASKED not in record.getMessage()


CONFIG: Mapping[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"server": {"format": "%(levelname)s: %(message)s"}, "access": {"format": "%(message)s"}},
    "filters": {"encoded": {"()": EncodedPath}, "asked": {"()": Asked}},
    "handlers": {
        "server": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
            "formatter": "server",
            "filters": ["asked"],
        },
        "access": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "access",
            "filters": ["encoded"],
        },
    },
    "loggers": {
        "_granian": {"handlers": ["server"], "level": "WARNING", "propagate": False},
        "granian.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}
"""The configuration of logging in the server and its workers; the app's own loggers are not in it."""
