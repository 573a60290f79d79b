"""The developer's error page: what went wrong, where, and in answer to what. Nothing in it can be run."""

from asok_server.debug.environ import request_data
from asok_server.debug.page import page, render

__all__ = ["page", "render", "request_data"]
