"""What a form holds: text fields and files."""

from typing import TYPE_CHECKING, NamedTuple

from .mappings import MultiDict

if TYPE_CHECKING:
    from .uploads import UploadedFile


class FormData(NamedTuple):
    """The text fields and the files of a form."""

    fields: MultiDict[str]
    files: "MultiDict[UploadedFile]"

    @classmethod
    def of(cls, fields: MultiDict[str], files: "list[UploadedFile]") -> "FormData":
        if not files:
            return cls(fields, NO_FILES)
        return cls(fields, MultiDict.of_columns([file.name for file in files], files, "file"))


NO_FILES: "MultiDict[UploadedFile]" = MultiDict((), "file")
NO_FORM = FormData(MultiDict((), "form field"), NO_FILES)
