"""``Form.text``, ``Form.email`` and the others: one constructor for each control.

They are attributes of the class ``Form`` alone, through its metaclass: a form, its instance, has its fields
under the same names, so that a field may well be called ``email`` or ``date``.
"""

from asok_server.forms.attributes import Attribute
from asok_server.forms.definition import define
from asok_server.forms.field import Field
from asok_server.forms.options import Labels
from asok_server.forms.protocols import Text
from asok_server.forms.rule import Rules


class Constructors(type):
    """Makes the definitions of fields.

    All take a label (by default the field's name, readable), rules, and HTML attributes; ``value``
    is the initial value. All raise FormError for an unknown rule, a wrong argument or a wrong attribute.
    """

    def text(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """One line of text; with the rule ``email``, ``url`` or ``date``, the control made for it."""
        return define("text", label, rules, attributes)

    def email(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """An address of mail; the rule ``email`` always holds."""
        return define("email", label, rules, attributes)

    def password(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A password: its spaces are kept, and it is never shown again."""
        return define("password", label, rules, attributes)

    def textarea(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        r"""Several lines of text, ended by ``\n``."""
        return define("textarea", label, rules, attributes)

    def number(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A number: int if written with digits alone, else float; the rule ``integer`` allows int only."""
        return define("number", label, rules, attributes)

    def hidden(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A text that is not shown, exactly as it was sent; the label is for messages."""
        return define("hidden", label, rules, attributes)

    def select(
        cls,
        label: Text = "",
        rules: Rules = "",
        options: Labels = (),
        *,
        multiple: bool = False,
        **attributes: Attribute,
    ) -> Field:
        """One of some options, or several; ``placeholder`` becomes a first option that is empty."""
        return define("select", label, rules, attributes, options, multiple)

    def checkbox(
        cls, label: Text = "", rules: Rules = "", options: Labels | None = None, **attributes: Attribute
    ) -> Field:
        """A bool, initially ``checked`` or not; with ``options``, several of them as a list."""
        return define("checkbox", label, rules, attributes, options, options is not None)

    def radio(
        cls, label: Text = "", rules: Rules = "", options: Labels = (), **attributes: Attribute
    ) -> Field:
        """One of some options, all in sight."""
        return define("radio", label, rules, attributes, options)

    def file(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """One uploaded file, or None."""
        return define("file", label, rules, attributes)

    def files(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """Any number of uploaded files, as a list."""
        return define("files", label, rules, attributes, multiple=True)

    def date(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A ``datetime.date``."""
        return define("date", label, rules, attributes)

    def time(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A ``datetime.time``."""
        return define("time", label, rules, attributes)

    def datetime_local(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A ``datetime.datetime`` without a zone."""
        return define("datetime_local", label, rules, attributes)

    def month(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A month as the text ``YYYY-MM``."""
        return define("month", label, rules, attributes)

    def search(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """One line of text to search for."""
        return define("search", label, rules, attributes)

    def url(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """An http or https address; the rule ``url`` always holds."""
        return define("url", label, rules, attributes)

    def tel(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A telephone number, in any form: countries differ."""
        return define("tel", label, rules, attributes)

    def color(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A color as the text ``#rrggbb`` in small letters."""
        return define("color", label, rules, attributes)

    def range(cls, label: Text = "", rules: Rules = "", **attributes: Attribute) -> Field:
        """A number on a slider; browsers go from 0 to 100 unless ``min``, ``max`` or ``between`` say more."""
        return define("range", label, rules, attributes)
