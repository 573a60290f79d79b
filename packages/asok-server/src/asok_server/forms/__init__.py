"""Forms: what to ask for, whether the answer holds, and the HTML of both."""

from asok_server.forms.bound import BoundField
from asok_server.forms.errors import FormError
from asok_server.forms.field import Field
from asok_server.forms.form import Form
from asok_server.forms.messages import MESSAGES

__all__ = ["MESSAGES", "BoundField", "Field", "Form", "FormError"]
