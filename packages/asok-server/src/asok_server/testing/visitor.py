"""The session of a test client's visitor."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, TypeAlias

from asok_server.sessions import Session

Use: TypeAlias = Callable[[Session], Any]


class VisitorSession(MutableMapping[str, Any]):
    """What an app keeps of a visitor, read anew at each look.

    What is set or deleted here is there for the next request. A list or a dict that is taken out is a copy:
    set it again after a change.
    """

    def __init__(self, with_session: Callable[[Use], Any]) -> None:
        self._with_session = with_session

    def __getitem__(self, key: str) -> Any:
        return self._data()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._with_session(lambda session: session.__setitem__(key, value))

    def __delitem__(self, key: str) -> None:
        self._with_session(lambda session: session.__delitem__(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self._data())

    def __len__(self) -> int:
        return len(self._data())

    def __repr__(self) -> str:
        return repr(self._data())

    def _data(self) -> dict[str, Any]:
        data: dict[str, Any] = self._with_session(dict)
        return data
