"""令牌: no more than its user may, no more than its scopes hold, no longer than it was given for."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone
from tests.platform.accounts.people import enter, signed_in
from tests.platform.api.calling import BASE, SECURITY, System, system, token_for
from tests.platform.api.things import Things
from tests.platform.ledger.nation import Nation

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.api.models import ApiToken
from zhida.platform.api.mounting import doors
from zhida.platform.api.tokens import READING, add_token, token_of
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

SOON = datetime.timedelta(days=1)


def test_a_reading_token_writes_nothing_and_a_writing_token_reads_nothing(database: str) -> None:
    with scope("100000"):
        Nation().play()
        things = Things.of("650100")
    reads, writes = system("甲", scopes=["read"]), system("乙", scopes=["write"])
    status, told = reads.post(f"/duties/{things.duty}/file", words="已办")
    assert (status, told["code"]) == (403, "scope")
    assert writes.post(f"/duties/{things.duty}/file", words="已办")[0] == 200
    assert writes.get("/duties")[1]["code"] == "scope"
    one = system("丙", scopes=["accept_filing"])
    assert one.post(f"/duties/{things.duty}/accept", {})[0] == 200
    assert one.post(f"/duties/{things.duty}/file", words="又办")[1]["code"] == "scope"


def test_every_verb_of_an_act_is_asked_of_the_scopes(database: str) -> None:
    caller = system(role=Role.REVIEWER, scopes=["register"])
    body = {"line": "x", "amount_fen": 1, "paper": {"number": "某号", "day": "2025-03-03"}}
    for verb in ("pay", "refund", "return", "retrieve", "adjust"):
        status, told = caller.post("/ledger/acts", {"verb": verb} | body)
        assert (status, told["code"]) == (403, "scope"), verb
    assert caller.post("/ledger/acts", {"verb": "register"} | body)[0] == 404


def test_reads_read_and_writes_write() -> None:
    for each in doors():
        assert each.writes or each.verb in READING | {"import_payments"}, each.path
        assert not (each.writes and each.verb in READING), each.path


def test_a_token_ends_with_its_date_and_its_users_leaving(database: str) -> None:
    caller = system()
    token = ApiToken.objects.get()
    assert token_of(caller.secret) == token
    user = caller.user
    for change in ({"is_active": False}, {"agency": Agency.objects.get(code="650102-finance")}):
        before = {name: getattr(user, name) for name in change}
        for name, value in change.items():
            setattr(user, name, value)
        user.save()
        assert caller.get("/me")[0] == 401
        for name, value in before.items():
            setattr(user, name, value)
        user.save()
    assert caller.get("/me")[0] == 200
    assert ApiToken.objects.get().last_used_at is not None


def test_an_expired_token_is_nobodys(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = system()
    later = timezone.now() + datetime.timedelta(days=31)
    monkeypatch.setattr("zhida.platform.api.tokens.timezone.now", lambda: later)
    assert token_of(caller.secret) is None


@pytest.mark.parametrize(
    "change", ["", "x", "zhida", "zhida_", "zhida_'--_x", "Bearer", "知达_1_2"]
)
def test_what_is_no_token_is_refused_as_one_that_is_wrong(database: str, change: str) -> None:
    caller = system()
    prefix = caller.secret.rpartition("_")[0].split("_")[1]
    for secret in (change, f"zhida_{prefix}_wrong", caller.secret + "x", caller.secret[:-1]):
        assert System(secret, caller.user).get("/me")[0] == 401


def test_only_the_security_administrator_within_reach_hands_out_tokens(database: str) -> None:
    user = enter("某人")
    until = timezone.now() + SOON
    for actor in (
        Actor("甲", "650100-finance", "650100", Role.REVIEWER),
        Actor("乙", "650100-finance", "650100", Role.SYSTEM_ADMINISTRATOR),
        Actor("丙", "650200-finance", "650200", Role.SECURITY_ADMINISTRATOR),
    ):
        with pytest.raises(Forbidden, match="“发放令牌”"):
            add_token(actor, user, "某系统", ["read"], until)
    with pytest.raises(LedgerError, match="已经过去"):
        add_token(SECURITY, user, "某系统", ["read"], timezone.now() - SOON)
    with pytest.raises(LedgerError, match="必须写明范围"):
        add_token(SECURITY, user, "某系统", [], until)


def test_the_application_can_neither_widen_nor_remove_a_token(database: str) -> None:
    system()
    for statement in (
        "UPDATE api_apitoken SET scopes = '[]'",
        "UPDATE api_apitoken SET expires_at = now()",
        "DELETE FROM api_apitoken",
        "UPDATE api_keyedwrite SET digest = ''",
        "DELETE FROM api_keyedwrite",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_signed_in_browser_is_nobody_to_the_api(database: str) -> None:
    enter("某人")
    browser = signed_in("某人")
    assert browser.get(f"{BASE}/me").status_code == 401
    answer = browser.post(f"{BASE}/plans/1/submit", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 401


def test_the_description_is_for_who_signed_in_or_holds_a_token(database: str) -> None:
    caller = system()
    nobody = Client(headers={"host": "localhost"})
    assert nobody.get(f"{BASE}/openapi.json").status_code == 401
    assert nobody.get(f"{BASE}/docs").headers["Location"].startswith("/account/login/")
    status, told = caller.get("/openapi.json")
    assert status == 200
    assert set(told["paths"]) == {BASE + each.path for each in doors()}
    enter("某人")
    browser = signed_in("某人")
    assert browser.get(f"{BASE}/openapi.json").status_code == 200
    page = browser.get(f"{BASE}/docs")
    assert page.status_code == 200
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "cdn" not in page.content.decode()
    for file in ("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-init.js"):
        assert browser.get(f"/static/ninja/{file}").status_code == 200


def test_the_last_use_is_kept_by_the_minute(database: str) -> None:
    caller = token_for(enter("某人"))
    caller.get("/me")
    first = ApiToken.objects.get().last_used_at
    caller.get("/me")
    assert ApiToken.objects.get().last_used_at == first
