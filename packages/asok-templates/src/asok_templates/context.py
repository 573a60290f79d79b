"""The variables a template sees; some of them worked out only when a template asks."""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, Generic, TypeVar

import jinja2
from jinja2.nodes import EvalContext
from jinja2.utils import internalcode, missing

T = TypeVar("T")
# Their own `__call__` asks for no context.
PLAIN_FUNCTIONS = frozenset({FunctionType, BuiltinFunctionType, MethodType})


class Lazy(Generic[T]):
    """A context value that is computed when a template first uses the variable, and then once.

    >>> Templates(".").render("page.html", user=Lazy(lambda: load_user(request)))

    A page, block, include or macro that does not name the variable never calls the function; all parts
    of a page that name it share the one result. An exception of the function passes through, and the next
    use calls it again.
    """

    __slots__ = ("_compute", "_value")

    def __init__(self, compute: Callable[[], T]) -> None:
        self._compute = compute
        self._value: Any = missing

    def __call__(self) -> T:
        """The value."""
        if self._value is missing:
            self._value = self._compute()
        value: T = self._value
        return value


LAZY: Any = Lazy  # of which type checkers do not ask what it is a Lazy of


class Context(jinja2.runtime.Context):
    """Jinja2's context that looks into `Lazy` values, and is made in less time.

    `whole`: the page is wanted as one text, so that its parts need not pass their pieces on one by one.
    """

    whole = False

    def __init__(
        self,
        environment: jinja2.Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[jinja2.runtime.Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (as Jinja2 calls it)
    ) -> None:
        self.parent = parent
        self.vars = {}
        self.environment = environment
        self._eval_ctx: EvalContext | None = None
        self.exported_vars = set()
        self.name = name
        self.blocks = {name: [function] for name, function in blocks.items()} if blocks else {}
        self._globals = globals

    @property
    def globals_keys(self) -> set[str]:  # type: ignore[override]
        """The names of the template's globals: only imports ask for them."""
        return set(self._globals or ())

    @property
    def eval_ctx(self) -> EvalContext:
        """Made when something asks for it: most pages need none."""
        if self._eval_ctx is None:
            self._eval_ctx = EvalContext(self.environment, self.name)
        return self._eval_ctx

    @eval_ctx.setter
    def eval_ctx(self, value: EvalContext) -> None:
        self._eval_ctx = value

    @internalcode
    def call(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
        if type(function) not in PLAIN_FUNCTIONS or hasattr(function, "jinja_pass_arg"):
            return super().call(function, *arguments, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        try:
            return function(*arguments, **named)
        except StopIteration:
            return self.environment.undefined(
                "value was undefined because a callable raised a StopIteration exception"
            )

    def resolve_or_missing(self, key: str) -> Any:
        if key in self.vars:
            value = self.vars[key]
        elif key in self.parent:
            value = self.parent[key]
        else:
            return missing
        return value() if type(value) is LAZY else value


class Template(jinja2.Template):
    """Jinja2's template that has the parts of a page joined, and puts globals below variables in one step."""

    def render(self, *arguments: Any, **named: Any) -> str:
        if self.environment.is_async:
            return super().render(*arguments, **named)
        given = arguments[0] if len(arguments) == 1 and type(arguments[0]) is dict and not named else None
        context = self.new_context(dict(*arguments, **named) if given is None else given)
        if isinstance(context, Context):
            context.whole = True
        try:
            text: str = self.environment.concat(self.root_render_func(context))
        except Exception:
            self.environment.handle_exception()
        return text

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (as Jinja2 calls it)
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.runtime.Context:
        if shared or locals or not isinstance(self.globals, ChainMap):
            return super().new_context(vars, shared, locals)
        parent: dict[str, Any] = {}
        for known in reversed(self.globals.maps):
            parent.update(known)
        if vars:
            parent.update(vars)
        return self.environment.context_class(self.environment, parent, self.name, self.blocks, self.globals)
