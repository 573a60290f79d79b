"""WSGI's strings, whose characters stand for bytes (PEP 3333, section "Unicode Issues")."""


def wsgi_bytes(value: str) -> bytes:
    """The bytes that a WSGI string stands for; a string that is none, from a careless server, in UTF-8."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def wsgi_text(value: str) -> str:
    """The text that a WSGI string stands for: its bytes are UTF-8, what is not becomes U+FFFD."""
    return value if value.isascii() else wsgi_bytes(value).decode("utf-8", "replace")
