"""What can go wrong, as one small tree."""


class I18nError(Exception):
    """The root of this package's exceptions."""


class CatalogError(I18nError, ValueError):
    """A catalogue that can't be read. The text begins with `path:line:`."""

    def __init__(self, path: object, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = str(path)
        self.line = line
        self.reason = reason

    def __reduce__(self) -> tuple[type["CatalogError"], tuple[str, int, str]]:
        return type(self), (self.path, self.line, self.reason)


class MessageError(I18nError, ValueError):
    """A message whose syntax is broken, and where: `position` counts characters from 0."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.position = position

    def __reduce__(self) -> tuple[type["MessageError"], tuple[str, int]]:
        return type(self), (str(self), self.position)


class FormatsUnavailableError(I18nError, ImportError):
    """A date or number was to be formatted, or messages extracted, without the extra `[babel]`."""
