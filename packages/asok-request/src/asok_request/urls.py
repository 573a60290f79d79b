"""URLs put together again (PEP 3333, section "URL Reconstruction"; RFC 3986)."""

from urllib.parse import quote_from_bytes

# What a path (pchar) and a query may hold unescaped besides letters, digits and `_.-~`.
PATH_SAFE = "/!$&'()*+,;=:@"
QUERY_SAFE = PATH_SAFE + "?%"


def quoted_path(path: bytes) -> str:
    return quote_from_bytes(path, safe=PATH_SAFE)


def quoted_query(query: bytes) -> str:
    """The query as it came, except that what no URI may hold is escaped."""
    return quote_from_bytes(query, safe=QUERY_SAFE)
