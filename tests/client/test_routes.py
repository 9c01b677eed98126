"""每个接口都有调用: a route of the API without a method of the client fails here."""

from __future__ import annotations

import datetime
import inspect
import json
import re
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest

from zhida.client import Client
from zhida.client.connection import Connection
from zhida.platform.api.mounting import doors
from zhida.platform.api.routes import Door

DAY = datetime.date(2025, 3, 3)
SAMPLES: dict[str, Any] = {
    "int": 7,
    "int | None": 7,
    "str": "x",
    "bytes": b"x",
    "Row": {},
    "list[Row]": [{}],
    "list[int]": [7],
    "datetime.date": DAY,
    "datetime.date | None": DAY,
    "Mapping[str, bytes]": {"x.txt": b"x"},
    "Mapping[str, bytes] | None": {"x.txt": b"x"},
}
"""A value for each kind of argument that a call asks for."""
ANY_ROUTE = {name for name, _ in inspect.getmembers(Connection, inspect.isfunction)}
"""What asks for any route, and so stands for none."""
NO_ROUTE = {"wait_for"}


class Listening(Client):
    """A client that sends nothing and notes what it would have asked for."""

    def __init__(self) -> None:
        super().__init__("https://zhida.example", "x")
        self.asked: list[tuple[str, str, set[str]]] = []

    def _sent(self, request: urllib.request.Request) -> bytes:
        address = urllib.parse.urlsplit(request.full_url)
        query = set(urllib.parse.parse_qs(address.query))
        path = address.path.removeprefix("/api/v1")
        self.asked.append((request.get_method(), path, query | said_in(request)))
        return json.dumps({"items": [], "next": "", "after": ""}).encode()


def said_in(request: urllib.request.Request) -> set[str]:
    """The names of what a request's body says, JSON or a form."""
    content = request.data
    if not isinstance(content, bytes):
        return set()
    if content.startswith(b"{"):
        return set(json.loads(content))
    return {each.decode() for each in re.findall(rb'form-data; name="(\w+)"', content)}


def known_to(door: Door) -> set[str]:
    """The names that a route knows, wherever they stand."""
    body = get_type_hints(door.function).get("body")
    fields = set(body.model_fields) if body is not None else set()
    return fields.union(*(names for source, names in door.known.items() if source != "path"))


def calls() -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, each in inspect.getmembers(Client, inspect.isfunction):
        if not name.startswith("_") and name not in ANY_ROUTE | NO_ROUTE:
            yield name, each


def asked_by(name: str, call: Callable[..., Any]) -> tuple[str, str, set[str]]:
    """The one request that a call makes."""
    client = Listening()
    wanted = [
        SAMPLES[each.annotation]
        for each in inspect.signature(call).parameters.values()
        if each.name != "self" and each.kind is each.POSITIONAL_OR_KEYWORD
    ]
    named = {
        each.name: SAMPLES[each.annotation]
        for each in inspect.signature(call).parameters.values()
        if each.kind is each.KEYWORD_ONLY and each.default is each.empty
    }
    told = getattr(client, name)(*wanted, **named)
    if inspect.isgenerator(told):
        list(told)
    (asked,) = client.asked
    return asked


def pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))


def route_of(method: str, path: str) -> tuple[str, str]:
    """The route that answers a request: a word of a path goes before a number in its place."""
    found = [
        each for each in doors() if each.method == method and pattern(each.path).fullmatch(path)
    ]
    assert found, f"no route answers {method} {path}"
    best = min(found, key=lambda each: each.path.count("{"))
    return best.method, best.path


def test_every_route_has_a_call_and_every_call_its_route() -> None:
    reached = {route_of(*asked_by(name, call)[:2]): name for name, call in calls()}
    missing = {(each.method, each.path) for each in doors()} - set(reached)
    assert not missing
    assert len(reached) == sum(1 for _ in calls()), "two calls ask for the same route"


@pytest.mark.parametrize(("name", "call"), list(calls()))
def test_a_call_asks_for_nothing_that_its_route_does_not_know(
    name: str, call: Callable[..., Any]
) -> None:
    method, path, said = asked_by(name, call)
    route = route_of(method, path)
    (door,) = [each for each in doors() if (each.method, each.path) == route]
    assert said <= known_to(door), name


def test_a_table_with_a_chinese_name_is_asked_for_by_an_address() -> None:
    client = Listening()
    list(client.rows("/execution/", "进度 表"))
    assert client.asked[0][1] == "/tables/%E8%BF%9B%E5%BA%A6%20%E8%A1%A8"
