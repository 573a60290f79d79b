"""What a multipart form holds: text fields and files."""

from collections.abc import Iterator

from .forms import FormData
from .mappings import MultiDict
from .options import Options
from .parts import CHUNK, Event, Parser, Segment, Source, first_chunk, proper
from .plainform import plain_form
from .uploads import UploadedFile


def parse_multipart(source: Source, boundary: str | None, options: Options) -> FormData:
    """The fields and files of a multipart/form-data body; raises `MalformedForm` and `LimitExceeded`.

    A file input in which nothing was chosen, which browsers send as an empty file without a name, gives
    neither. If anything fails, the files that were already there are closed.
    """
    boundary = proper(boundary)
    chunk = first_chunk(source)
    return plain_form(chunk, boundary, options) or pushed_form(chunk, source, boundary, options)


def pushed_form(chunk: bytes, source: Source, boundary: str, options: Options) -> FormData:
    """The form of a body of which `chunk` was already read."""
    reader = FormReader(options)
    try:
        with Parser(boundary, options) as parser:
            while chunk:
                reader.feed(parser.parse(chunk))
                chunk = source.read(CHUNK)
    except BaseException:
        reader.close()
        raise
    return reader.form()


class FormReader:
    """Collects fields and files, and counts what they take."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.fields: list[tuple[str, bytes | bytearray]] = []
        self.files: list[UploadedFile] = []
        # The part that the last chunk left unfinished, and what all before it take.
        self.name = ""
        self.value: bytes | bytearray = b""
        self.file: UploadedFile | None = None
        self.counted = self.names_size = self.fields_size = self.files_size = 0

    def feed(self, events: Iterator[Event]) -> None:
        name, value, file = self.name, self.value, self.file
        for event in events:
            if event is None:
                if file is None:
                    self.fields.append((name, value))
                    value = b""
                else:
                    self.finish(file)
            elif isinstance(event, Segment):
                name, value = event.name, b""
                file = None if event.filename is None else self.begin(event, event.filename)
            elif file is None:
                value = grown(value, event) if value else event
            else:
                self.write(file, event)
        self.name, self.value, self.file = name, value, file
        self.check()

    def begin(self, segment: Segment, filename: str) -> UploadedFile:
        file = UploadedFile(segment.name, filename, segment.content_type, self.options.max_file_memory)
        self.files.append(file)
        return file

    def write(self, file: UploadedFile, piece: bytes) -> None:
        self.files_size += len(piece)
        self.options.check("max_form_disk", self.files_size)
        was_in_memory = file.in_memory
        file.write(piece)
        if was_in_memory and not file.in_memory:
            self.options.check("max_disk_files", sum(not each.in_memory for each in self.files))

    def finish(self, file: UploadedFile) -> None:
        file.stream.seek(0)
        self.names_size += len(file.name)
        if not file.raw_filename and not file.size:
            self.files.remove(file)

    def check(self) -> None:
        """Count the fields that are new since the last chunk, and the one that is under way."""
        new = self.fields[self.counted :]
        self.counted += len(new)
        self.names_size += sum(len(name) for name, _ in new)
        self.fields_size += sum(len(value) for _, value in new)
        options = self.options
        options.check("max_form_fields", self.counted)
        options.check("max_form_memory", max(self.names_size, self.fields_size + len(self.value)))

    def form(self) -> FormData:
        names = [name for name, _ in self.fields]
        values = [value.decode("utf-8", "replace") for _, value in self.fields]
        return FormData(MultiDict.of_columns(names, values, "form field"), self.files)

    def close(self) -> None:
        for file in self.files:
            file.close()


def grown(value: bytes | bytearray, piece: bytes) -> bytearray:
    """A value of many pieces, joined in linear time."""
    longer = value if isinstance(value, bytearray) else bytearray(value)
    longer += piece
    return longer
