"""接口描述: each shape that it names is one, so that what it says of a route is what the route does."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from tests.platform.api.calling import BASE

from zhida.platform.api.docs import described
from zhida.platform.api.shapes import Asked, Told


def test_no_two_shapes_that_differ_have_one_name() -> None:
    """The description puts shapes by their names: the later of two would be told for both."""
    shapes: dict[str, set[str]] = defaultdict(set)
    for each in (*_below(Told), *_below(Asked)):
        shapes[each.__name__].add(json.dumps(each.model_json_schema(), sort_keys=True))
    named = json.loads(described(f"{BASE}/"))["components"]["schemas"]
    assert [name for name, found in shapes.items() if len(found) > 1 and name in named] == []
    assert {"SetTold", "TargetsSetTold"} <= set(named)


def _below(shape: type[Told] | type[Asked]) -> Iterator[type[Told] | type[Asked]]:
    for each in shape.__subclasses__():
        yield each
        yield from _below(each)
