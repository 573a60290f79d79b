"""Which environments, and which versions of Jinja2, the faster code is right for."""

import warnings
from importlib.metadata import version

import jinja2
from jinja2.utils import concat

TESTED = frozenset({"3.1.6"})
INSTALLED = version("jinja2")


def suits(environment: jinja2.Environment) -> bool:
    """Whether the faster code does what stock code does in this environment."""
    kind = type(environment)
    customised = (
        environment.is_async
        or environment.sandboxed
        or kind.getattr is not jinja2.Environment.getattr
        or kind.getitem is not jinja2.Environment.getitem
        or not {"getattr", "getitem"}.isdisjoint(vars(environment))
        or environment.concat != concat
    )
    return not customised and tested(INSTALLED)


def tested(jinja_version: str) -> bool:
    if jinja_version in TESTED:
        return True
    warnings.warn(
        f"asok-templates was not tested with Jinja2 {jinja_version}: its own code is used", stacklevel=2
    )
    return False
