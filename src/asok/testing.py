"""A client for the tests of an app."""

from asok_server.testing import Answer, Client

__all__ = ["Answer", "Client"]
