"""What can be wrong with a form's definition."""

from asok_server.errors import AsokError


class FormError(AsokError, ValueError):
    """A form is defined or used wrongly; the message says what to write instead.

    Raised for the developer, when the form is made. Nothing that a browser sends raises it.
    """
