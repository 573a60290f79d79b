"""What can go wrong with a session."""

from asok_server.errors import Abort, AsokError


class SessionError(AsokError):
    """The session can't hold what it was given, or was changed after it was sent."""


class SessionSizeError(SessionError):
    """The session does not fit into a cookie."""


class SessionUnavailable(Abort):
    """The store of the sessions can't be reached, and this request needs it: a 503."""

    def __init__(self) -> None:
        super().__init__(503, "The session store is away. Nothing was saved; please try again in a moment.")


class SessionEnded(Abort):
    """The session was ended by another request while this one was changing it: a 409."""

    def __init__(self) -> None:
        super().__init__(409, "You were logged out while this was being saved. Please try again.")
