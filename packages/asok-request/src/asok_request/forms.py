"""What a form holds: text fields and files."""

from __future__ import annotations

from .mappings import MultiDict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .uploads import UploadedFile


class FormData:
    """The text fields and the files of a form."""

    __slots__ = ("fields", "files")

    def __init__(self, fields: MultiDict[str], files: list[UploadedFile]) -> None:
        self.fields = fields
        self.files = NO_FILES
        if files:
            self.files = MultiDict.of_columns([file.name for file in files], files, "file")


NO_FILES: MultiDict[UploadedFile] = MultiDict((), "file")
NO_FORM = FormData(MultiDict((), "form field"), [])
