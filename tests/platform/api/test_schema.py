"""接口描述: whatever is asked that the description allows, or nearly, no request breaks the server.

The examples are the same every time; what they write stays in a database of the test. A few
for each route: there are many routes, and most of the time goes into making requests up.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from tests.platform.api.calling import BASE, System, system
from tests.platform.api.things import Things
from tests.platform.ledger.nation import Nation

from zhida.platform.access.policy import Role
from zhida.platform.api.docs import described
from zhida.platform.api.mounting import doors
from zhida.platform.scope import scope

EXAMPLES = {GenerationMode.POSITIVE: 2, GenerationMode.NEGATIVE: 1}


@pytest.fixture
def caller(database: str) -> System:
    with scope("100000"):
        Nation().play()
        Things.of("650100")
    return system(role=Role.REVIEWER)


def test_no_request_breaks_the_server(caller: System) -> None:
    headers = {"Authorization": f"Bearer {caller.secret}"}
    schema = schemathesis.openapi.from_dict(json.loads(described(f"{BASE}/")))
    schema.app = get_wsgi_application()
    asked: set[tuple[str, str]] = set()
    broke: list[str] = []
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        for mode, examples in EXAMPLES.items():

            @settings(
                max_examples=examples,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case[Any]) -> None:
                asked.add((case.method.upper(), case.path))
                case.call_and_validate(headers=headers, checks=[not_a_server_error])

            try:
                ask()
            except pytest.skip.Exception:  # nothing to get wrong in a request without parameters
                assert mode is GenerationMode.NEGATIVE
            except FailureGroup as broken:
                broke += [str(each) for each in broken.exceptions]
    assert not broke, "\n".join(broke)
    told = {(method, path.removeprefix(BASE)) for method, path in asked}
    assert told == {(each.method, each.path) for each in doors()}
