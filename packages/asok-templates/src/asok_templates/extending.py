"""What Jinja2 extensions are written with, so that those who write them need not know where it lives."""

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

__all__ = ["Environment", "Extension", "Token", "TokenStream"]
