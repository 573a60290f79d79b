"""What a form holds: text fields and files."""

from __future__ import annotations

from collections.abc import Sequence

from .mappings import MultiDict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .uploads import UploadedFile


class FormData:
    """The text fields and the files of a form."""

    __slots__ = ("fields", "files")

    def __init__(self, fields: MultiDict[str], files: Sequence[UploadedFile] = ()) -> None:
        self.fields = fields
        self.files = MultiDict.of_columns([file.name for file in files], files, "file") if files else NO_FILES

    def close(self) -> None:
        """Close the files."""
        for _, file in self.files.multi_items():
            file.close()


NO_FILES: MultiDict[UploadedFile] = MultiDict((), "file")
NO_FORM = FormData(MultiDict((), "form field"))
