"""What a form's body holds: text fields and files."""

from typing import NamedTuple

from .mappings import MultiDict
from .mediatype import MediaType
from .options import Options
from .parts import Part, Source, open_parts
from .uploads import UploadedFile


class FormData(NamedTuple):
    """The fields and the files of a form."""

    fields: MultiDict[str]
    files: MultiDict[UploadedFile]


def parse_multipart(source: Source, media_type: MediaType, options: Options) -> FormData:
    """The fields and files of a multipart/form-data body; raises as `open_parts` does.

    A file input in which nothing was chosen, which browsers send as an empty file without a name, gives
    neither. If anything fails, the files that were already there are closed.
    """
    reader = FormReader(options)
    try:
        for part in open_parts(source, media_type, options.max_form_parts, options.max_part_headers):
            reader.add(part)
    except BaseException:
        reader.close()
        raise
    return FormData(MultiDict(reader.fields, "form field"), MultiDict(reader.files, "file"))


class FormReader:
    """Collects parts while counting what they take."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.fields: list[tuple[str, str]] = []
        self.files: list[tuple[str, UploadedFile]] = []
        self.names_size = self.fields_size = self.files_size = 0

    def add(self, part: Part) -> None:
        self.names_size = self.within("max_form_memory", self.names_size + len(part.name))
        if part.raw_filename is None:
            self.add_field(part)
        else:
            self.add_file(part, part.raw_filename)

    def add_field(self, part: Part) -> None:
        self.within("max_form_fields", len(self.fields) + 1)
        pieces: list[bytes] = []
        for piece in part:
            self.fields_size = self.within("max_form_memory", self.fields_size + len(piece))
            pieces.append(piece)
        self.fields.append((part.name, b"".join(pieces).decode("utf-8", "replace")))

    def add_file(self, part: Part, raw_filename: str) -> None:
        file = UploadedFile(part.name, raw_filename, part.content_type, self.options.max_file_memory)
        self.files.append((part.name, file))
        for piece in part:
            self.files_size = self.within("max_form_disk", self.files_size + len(piece))
            file.write(piece)
        file.stream.seek(0)
        if not raw_filename and not file.size:
            self.files.pop()

    def within(self, limit: str, value: int) -> int:
        self.options.check(limit, value)
        return value

    def close(self) -> None:
        for _, file in self.files:
            file.close()
