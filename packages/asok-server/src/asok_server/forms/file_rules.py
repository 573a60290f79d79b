"""Rules about uploaded files, which look into them. A field with several keeps a rule if each file does."""

from asok_server.forms.content import IMAGES, fits, types_of
from asok_server.forms.entry import Entry, Others
from asok_server.forms.protocols import Upload
from asok_server.forms.rule import Rule, Written
from asok_server.forms.scale_rules import KILOBYTE


def ext(rule: Written) -> Rule:
    """A file whose name ends in one of the extensions given, and whose content is not of another type."""
    for_files(rule)
    extensions = tuple(extension.lower().lstrip(".") for extension in rule.listed())

    def check(entry: Entry, _: Others) -> bool:
        return all(is_one_of(file, extensions) for file in entry.files)

    accept = ",".join(f".{extension}" for extension in extensions)
    return Rule("ext", check, {"values": ", ".join(extensions)}, (("accept", accept),))


def size(rule: Written) -> Rule:
    """A file of at most so many KB (1,024 bytes each)."""
    for_files(rule)
    largest = rule.whole_number()

    def check(entry: Entry, _: Others) -> bool:
        return all(file.size <= largest * KILOBYTE for file in entry.files)

    return Rule("size", check, {"size": largest})


def image(rule: Written) -> Rule:
    """A PNG, JPEG, GIF, WebP or AVIF image by its content, and by the extension of its name if it has one."""
    for_files(rule)
    rule.none()

    def check(entry: Entry, _: Others) -> bool:
        return all(is_image(file) for file in entry.files)

    return Rule("image", check, attributes=(("accept", ",".join(sorted(set(IMAGES.values())))),))


def is_one_of(file: Upload, extensions: tuple[str, ...]) -> bool:
    """Tell whether a file's name ends in one of some extensions, and whether its content can be that."""
    extension = extension_of(file)
    return "." in file.filename and extension in extensions and fits(file, extension)


def is_image(file: Upload) -> bool:
    """Tell whether name and content of a file are those of an image that browsers show and cannot run."""
    named = "." not in file.filename or extension_of(file) in IMAGES
    return named and not types_of(file).isdisjoint(IMAGES.values())


def extension_of(file: Upload) -> str:
    """Return what stands behind the last dot of a file's name, in small letters."""
    return file.filename.rpartition(".")[2].lower()


def for_files(rule: Written) -> None:
    """Refuse a rule about files elsewhere."""
    if rule.control.type != "file":
        rule.fail("is for file fields")
