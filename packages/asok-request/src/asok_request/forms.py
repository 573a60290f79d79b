"""What a form holds: text fields and files."""

from typing import TYPE_CHECKING, NamedTuple

from .mappings import MultiDict

if TYPE_CHECKING:
    from .uploads import UploadedFile


class FormData(NamedTuple):
    """The text fields and the files of a form."""

    fields: MultiDict[str]
    files: "MultiDict[UploadedFile]"


NO_FILES: "MultiDict[UploadedFile]" = MultiDict((), "file")
NO_FORM = FormData(MultiDict((), "form field"), NO_FILES)
