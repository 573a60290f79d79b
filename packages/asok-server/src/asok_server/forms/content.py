"""What an uploaded file is, by its first bytes: names and declared types are the sender's word alone."""

from typing import Any, cast

from asok_server.forms.protocols import Upload

HEAD = 36 * 1024 + 6
"""How many bytes the signatures reach into a file, at most."""

IMAGES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jfif": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}
"""The images that every browser shows and that can hold no script."""

SIGNED = {
    **IMAGES,
    **dict.fromkeys(("tif", "tiff"), "image/tiff"),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"), "application/zip"),
    **dict.fromkeys(("gz", "tgz"), "application/x-gzip"),
    "pdf": "application/pdf",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
}
"""Extensions whose files always begin with a signature, and the type that it tells."""

TEXTS = frozenset(
    {
        "txt",
        "csv",
        "tsv",
        "md",
        "json",
        "xml",
        "html",
        "htm",
        "svg",
        "yaml",
        "yml",
        "log",
        "ics",
        "vcf",
        "vtt",
    }
)
"""Extensions of files that are text, in which anything may stand but NUL."""

UTF16 = (b"\xff\xfe", b"\xfe\xff")


def fits(file: Upload, extension: str) -> bool:
    """Tell whether a file can be what its extension says.

    A type with a signature must show it, a text must hold no NUL, anything else must not show the
    signature of another type.
    """
    head = head_of(file)
    if extension in SIGNED:
        return SIGNED[extension] in {kind for kind, _ in signatures(head)}
    if extension in TEXTS:
        return b"\0" not in head or head.startswith(UTF16)
    found = {known for _, known in signatures(head)}
    return not found or f".{extension}" in found


def types_of(file: Upload) -> frozenset[str]:
    """Return the media types whose signature a file shows."""
    return frozenset(kind for kind, _ in signatures(head_of(file)))


def head_of(file: Upload) -> bytes:
    """Return the first bytes of a file and leave its stream at the beginning."""
    file.stream.seek(0)
    head = file.stream.read(HEAD)
    file.stream.seek(0)
    return head


def signatures(head: bytes) -> set[tuple[str, str]]:
    """Return the media type and the extension, with its dot, of each signature that the bytes show."""
    # Its table is read from a file when it is imported: only a form with files pays for it.
    import puremagic

    try:
        found = cast(Any, puremagic).magic_string(head)
    except (puremagic.PureError, ValueError):
        return set()
    return {(match.mime_type, match.extension) for match in found if telling(match.byte_match)}


def telling(signature: bytes) -> bool:
    """Tell whether a signature says what a file is.

    Two bytes open many texts, RIFF sound and video as well as images, and puremagic's table holds some
    signatures written out as text, backslashes and all.
    """
    return len(signature) > 2 and signature != b"RIFF" and not signature.startswith(b"\\")
