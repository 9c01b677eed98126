"""路由 routes: the doors of the API: scope of the token, policy, transaction, key; then the action.

    routes = Routes("时限")

    @routes.read("/duties")
    def duties(call: Call, asked: Query[DutiesAsked]) -> Page[DutyTold]:
        ...

    @routes.write("/duties/{number}/waive", "waive_duty")
    def waive_duty(call: Call, number: Number, body: Reasoned) -> DutyTold:
        ...

A function runs in the scope of the actor's region once the policy has said that the
actor may do the verb there; the action that it calls asks again about the thing itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.models import Header
from pydantic import TypeAdapter

from zhida.platform.access.policy import require
from zhida.platform.access.queries import about
from zhida.platform.api.bearer import Call
from zhida.platform.api.keys import Answered, once
from zhida.platform.api.refusing import Refused, not_there
from zhida.platform.api.shapes import ErrorTold
from zhida.platform.scope import scope

MOST_BODY = 2 * 1024 * 1024
"""How long a request may be, unless its route takes files."""
_KEY_LENGTH = 200
_REFUSALS = frozenset({400, 401, 403, 404, 409, 413, 422, 503})

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Door:
    """门: a route with the verb that it asks the policy for; `known` are its parameters' names.

    What is `withheld` of an answer isn't kept with the key: sent again, it is answered blank.
    """

    method: str
    path: str
    verb: str
    writes: bool
    most_bytes: int
    function: Callable[..., Any]
    known: dict[str, set[str]] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()


class Routes:
    """路由: those of one concept."""

    def __init__(self, name: str) -> None:
        self.router = Router(tags=[name])
        self.doors: list[Door] = []

    def read(self, path: str, verb: str = "see") -> Callable[[F], F]:
        """读: a GET that changes nothing."""
        return self._made(Door("GET", path, verb, False, MOST_BODY, _none))

    def compute(
        self, path: str, verb: str = "see", *, most_bytes: int = MOST_BODY
    ) -> Callable[[F], F]:
        """算: a POST whose body is looked at and not kept; it changes nothing and needs no key."""
        return self._made(Door("POST", path, verb, False, most_bytes, _none))

    def write(
        self, path: str, verb: str, *, most_bytes: int = MOST_BODY, withheld: tuple[str, ...] = ()
    ) -> Callable[[F], F]:
        """办: a POST under an idempotency key; `verb` "" where the body names it."""
        return self._made(Door("POST", path, verb, True, most_bytes, _none, withheld=withheld))

    def _made(self, door: Door) -> Callable[[F], F]:
        def made(function: F) -> F:
            door.function = function
            view = _writing(door) if door.writes else _reading(door)
            hints = get_type_hints(function, include_extras=True)
            answer = hints.pop("return")
            view.__signature__ = _signature(function, hints, door.writes)  # type: ignore[attr-defined]
            view.__name__, view.__doc__ = function.__name__, function.__doc__
            view.door = door  # type: ignore[attr-defined]
            add = self.router.post if door.method == "POST" else self.router.get
            told = None if answer is HttpResponse else answer
            add(
                door.path,
                response={200: told, _REFUSALS: ErrorTold},
                operation_id=function.__name__,
                summary=_summary(function),
            )(view)
            operation = self.router.path_operations[door.path].operations[-1]
            for model in operation.models:
                names = getattr(model, "__ninja_flatten_map__", None) or model.model_fields
                door.known[str(model.__ninja_param_source__)] = set(names)
            self.doors.append(door)
            return function

        return made


def one(rows: Any, what: str, **asked: object) -> Any:
    """一项: the one row that the scope sees. Raises `Refused` (404) where it sees none."""
    found = rows.filter(**asked).first()
    if found is None:
        raise not_there(what)
    return found


def within_reach(call: Call, rows: Any, what: str, verb: str, **asked: object) -> Any:
    """一项可办的: the one row that the scope sees and upon which the policy allows the verb.

    For deeds whose action asks only about the actor's own region. Raises `Refused` (404)
    and `Forbidden`.
    """
    found = one(rows, what, **asked)
    require(call.actor, verb, about(found.region_id))
    return found


def _none() -> None:
    raise AssertionError("a door without a function")


def _reading(door: Door) -> Callable[..., Any]:
    def view(request: HttpRequest, **asked: object) -> Any:
        call = _entered(door, request)
        with scope(call.actor.region):
            require(call.actor, door.verb, about(call.actor.region))
            return door.function(call, **asked)

    return view


def _writing(door: Door) -> Callable[..., Any]:
    answer = get_type_hints(door.function)["return"]
    written: TypeAdapter[Any] = TypeAdapter(answer)

    def done(call: Call, asked: dict[str, object]) -> Answered:
        told = door.function(call, **asked)
        kept = told.model_copy(update=dict.fromkeys(door.withheld, "")) if door.withheld else told
        return Answered(written.dump_json(told).decode(), written.dump_json(kept).decode())

    def view(request: HttpRequest, idempotency_key: str, **asked: object) -> HttpResponse:
        call = _entered(door, request)
        with scope(call.actor.region):
            if door.verb:
                require(call.actor, door.verb, about(call.actor.region))
            told, again = once(
                request,
                call.actor,
                call.token,
                idempotency_key,
                lambda: done(call, asked),
            )
        response = HttpResponse(told, content_type="application/json; charset=utf-8")
        if again:
            response.headers["Idempotency-Replayed"] = "true"
        return response

    return view


def _entered(door: Door, request: HttpRequest) -> Call:
    """What holds before anything is looked at: the token's scope, no unknown parameter."""
    call: Call = request.auth  # type: ignore[attr-defined]
    if door.verb:
        call.within(door.verb)
    for source, given in (
        ("query", request.GET),
        ("form", request.POST if door.method == "POST" else {}),
        ("file", request.FILES if door.method == "POST" else {}),
    ):
        if unknown := sorted(set(given) - door.known.get(source, set())):
            raise Refused(
                422, "invalid", f"“{unknown[0]}”不是可以写的项", "请按接口说明改正", unknown[0]
            )
    return call


def _signature(
    function: Callable[..., Any], hints: dict[str, Any], writes: bool
) -> inspect.Signature:
    """The function's own, with the request in the place of the call, and the key of a write."""
    _, *asked = inspect.signature(function).parameters.values()
    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD),
        *(
            inspect.Parameter(each.name, kind, default=each.default, annotation=hints[each.name])
            for each in asked
        ),
    ]
    if writes:
        key = Header(
            ...,
            alias="Idempotency-Key",
            min_length=1,
            max_length=_KEY_LENGTH,
            pattern=r"^[\x21-\x7e]+$",
            description="幂等键：同一请求重发时用同一个键，只办一次",
        )
        parameters.append(inspect.Parameter("idempotency_key", kind, default=key, annotation=str))
    return inspect.Signature(parameters)


def _summary(function: Callable[..., Any]) -> str:
    return (function.__doc__ or function.__name__).partition(":")[0].strip()
