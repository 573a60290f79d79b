"""The English messages, ready to use."""

from asok_i18n import Catalogs

from asok_server.forms.messages import MESSAGES

ENGLISH = Catalogs.load((), builtin=MESSAGES).translator("en")
