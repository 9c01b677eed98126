"""接口: one door for every route: token, scope, policy, key, one shape of refusal."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.platform.api.calling import BASE, SECURITY, system, token_for
from tests.platform.ledger.nation import Nation

from zhida.platform.access.policy import Role
from zhida.platform.api.mounting import doors
from zhida.platform.api.tokens import revoke_token
from zhida.platform.scope import scope


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        made = Nation()
        made.play()
        return made


def test_a_token_reads_what_its_user_may_see(nation: Nation) -> None:
    status, told = system().get("/ledger/lines")
    assert status == 200
    assert told["items"]
    assert {each["region"][:4] for each in told["items"]} == {"6501"}


def test_without_a_token_nothing_is_told(database: str) -> None:
    for each in doors():
        path = BASE + each.path.replace("{", "").replace("}", "")
        answer = Client(headers={"host": "localhost"}).generic(each.method, path)
        assert answer.status_code in (401, 404), each.path
        assert set(answer.json()) == {"code", "message", "hint", "field", "sources"}


def test_a_revoked_token_is_nobodys(database: str) -> None:
    caller = system()
    assert caller.get("/me")[0] == 200
    revoke_token(SECURITY, caller.secret.split("_")[1])
    status, told = caller.get("/me")
    assert (status, told["code"]) == (401, "unauthenticated")


def test_every_list_is_read(nation: Nation) -> None:
    caller = system(role=Role.REVIEWER)
    for path in ("/me", "/ledger/balances", "/payments/imports", "/payments/queue", "/duties",
                 "/journal", "/events"):  # fmt: skip
        status, told = caller.get(path)
        assert status == 200, told


def test_a_statement_a_trace_and_a_voucher(nation: Nation) -> None:
    caller = token_for(system(agency="650000-finance").user)
    line = caller.get("/ledger/lines")[1]["items"][0]["line"]
    assert caller.get("/ledger/statement", subject=line)[0] == 200
    assert caller.get("/ledger/trace", subject=line)[0] == 200
    status, told = caller.get("/ledger/vouchers", subject=line)
    assert status == 200
    first = told["items"][0]
    status, told = caller.get(f"/ledger/vouchers/{first['year']}/{first['number']}")
    assert status == 200
    assert sum(each["amount_fen"] for each in told["transfers"]) > 0


def test_unknown_parameters_and_fields_are_refused(database: str) -> None:
    caller = system()
    status, told = caller.get("/duties", colour="red")
    assert (status, told["code"], told["field"]) == (422, "invalid", "colour")
    status, told = caller.post("/duties/1/accept", {"owner": "650100-finance"})
    assert (status, told["field"]) == (422, "owner")
