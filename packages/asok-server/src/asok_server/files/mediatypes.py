"""Media types by file name: one fixed table, the same on every machine and every Python."""

import re
from types import MappingProxyType

_TYPES = """
application/atom+xml          atom
application/epub+zip          epub
application/geo+json          geojson
application/gzip              gz tgz
application/java-archive      jar
application/json              json map
application/ld+json           jsonld
application/manifest+json     webmanifest
application/msword            doc dot
application/ogg               ogx
application/pdf               pdf
application/pgp-signature     sig
application/pkcs7-mime        p7m
application/postscript        ai eps ps
application/rss+xml           rss
application/rtf               rtf
application/sql               sql
application/vnd.android.package-archive  apk
application/vnd.apple.mpegurl            m3u8
application/vnd.google-earth.kml+xml     kml
application/vnd.google-earth.kmz         kmz
application/vnd.ms-excel                 xls
application/vnd.ms-fontobject            eot
application/vnd.ms-outlook               msg
application/vnd.ms-powerpoint            ppt
application/vnd.oasis.opendocument.graphics      odg
application/vnd.oasis.opendocument.presentation  odp
application/vnd.oasis.opendocument.spreadsheet   ods
application/vnd.oasis.opendocument.text          odt
application/vnd.openxmlformats-officedocument.presentationml.presentation  pptx
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet          xlsx
application/vnd.openxmlformats-officedocument.wordprocessingml.document    docx
application/vnd.rar           rar
application/vnd.sqlite3       sqlite sqlite3
application/wasm              wasm
application/x-7z-compressed   7z
application/x-bzip2           bz2
application/x-ndjson          ndjson jsonl
application/x-tar             tar
application/x-xz              xz
application/xhtml+xml         xhtml xht
application/xml               xml xsl
application/yaml              yaml yml
application/zip               zip
application/zstd              zst
audio/aac                     aac
audio/basic                   au snd
audio/flac                    flac
audio/midi                    mid midi
audio/mp4                     m4a
audio/mpeg                    mp3 mp2
audio/ogg                     oga ogg opus
audio/wav                     wav
audio/webm                    weba
font/collection               ttc
font/otf                      otf
font/ttf                      ttf
font/woff                     woff
font/woff2                    woff2
image/apng                    apng
image/avif                    avif
image/bmp                     bmp
image/gif                     gif
image/heic                    heic
image/heif                    heif
image/jpeg                    jpg jpeg jpe jfif
image/jxl                     jxl
image/png                     png
image/svg+xml                 svg
image/tiff                    tif tiff
image/vnd.microsoft.icon      ico
image/webp                    webp
message/rfc822                eml mht mhtml
model/gltf+json               gltf
model/gltf-binary             glb
model/stl                     stl
text/calendar                 ics
text/css                      css
text/csv                      csv
text/html                     html htm
text/javascript               js mjs cjs
text/markdown                 md markdown
text/plain                    txt text log conf ini toml srt
text/tab-separated-values     tsv
text/vcard                    vcf
text/vtt                      vtt
video/3gpp                    3gp
video/mp2t                    ts m2ts
video/mp4                     mp4 m4v
video/mpeg                    mpeg mpg
video/ogg                     ogv
video/quicktime               mov qt
video/webm                    webm
video/x-matroska              mkv
video/x-msvideo               avi
"""
_BY_SUFFIX = MappingProxyType(
    {f".{suffix}": line.split()[0] for line in _TYPES.splitlines() for suffix in line.split()[1:]}
)
_UNKNOWN = "application/octet-stream"
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_TYPE = re.compile(
    rf'{_TOKEN}/{_TOKEN}(?:[ \t]*;[ \t]*{_TOKEN}=(?:{_TOKEN}|"[\x20\x21\x23-\x5b\x5d-\x7e]*"))*'
)
_SCRIPTABLE = re.compile(r"text/(?:html|xml|xsl)|[^/]+/(?:xml|xhtml|[^/]+\+xml)|multipart/.*|message/.*")


def media_type(*names: str) -> str:
    """Return the ``Content-Type`` for a file, by the suffix of the first of ``names`` that has a known one.

    Text is said to be UTF-8. An unknown suffix gives ``application/octet-stream``, which browsers save.
    """
    suffixes = ("".join(name.lower().rpartition(".")[1:]) for name in names)
    return with_charset(next((_BY_SUFFIX[suffix] for suffix in suffixes if suffix in _BY_SUFFIX), _UNKNOWN))


def with_charset(content_type: str) -> str:
    """Add ``charset=utf-8`` to a text type that names no charset.

    :raises ValueError: this is no media type (RFC 9110 section 8.3.1).
    """
    if not _MEDIA_TYPE.fullmatch(content_type):
        raise ValueError(f"{content_type!r} is no media type such as 'text/csv' or 'image/png'")
    lowered = content_type.lower()
    return (
        f"{content_type}; charset=utf-8"
        if lowered.startswith("text/") and "charset=" not in lowered
        else content_type
    )


def is_scriptable(content_type: str) -> bool:
    """Whether a browser that shows this type as a document may run scripts in it."""
    return _SCRIPTABLE.fullmatch(content_type.partition(";")[0].strip().lower()) is not None
