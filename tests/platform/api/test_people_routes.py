"""用户、单位、个人信息: secrets are told once and kept nowhere; who looks at a name says why."""

from __future__ import annotations

import pytest
from tests.platform.accounts.people import signed_in
from tests.platform.api.calling import BASE, system
from tests.platform.api.things import DAY, Things
from tests.platform.ledger.nation import Nation

from zhida.platform.access.policy import Role
from zhida.platform.api.models import KeyedWrite
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

PAYEE, ACCOUNT = "王小芳", "6222021234567890123"


@pytest.fixture
def things(database: str) -> Things:
    with scope("100000"):
        Nation().play()
        return Things.of("650100")


def test_a_new_persons_password_is_told_once_works_and_is_kept_nowhere(database: str) -> None:
    guard = system("安全员", role=Role.SECURITY_ADMINISTRATOR)
    asked = {"name": "李新", "agency": "650100-finance", "role": "drafter"}
    status, given = guard.post("/users", asked, key="new")
    assert status == 200, given
    password = given["password"]
    assert len(password) == 19 and given["user"]["name"] == "李新"
    again = guard.ask("POST", "/users", asked, key="new")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == given | {"password": ""}  # type: ignore[attr-defined]
    with scope("100000"):
        assert password not in "".join(KeyedWrite.objects.values_list("response", flat=True))
        assert password not in str(list(Deed.objects.values("before", "after", "reason")))
    answer = signed_in("李新", password).get("/desk/")
    assert answer.status_code == 302 and "password" in answer["Location"]
    assert guard.post("/users", asked)[0] == 409


def test_a_person_changes_role_is_switched_off_and_on_by_another_not_by_themselves(
    things: Things,
) -> None:
    guard = system("安全员", role=Role.SECURITY_ADMINISTRATOR)
    path = f"/users/{things.user}"
    status, told = guard.post(f"{path}/role", {"role": "reviewer", "reason": "转岗"})
    assert (status, told["role_name"]) == (200, "审核")
    assert guard.post(f"{path}/switch-off", {"reason": "离岗"})[1]["active"] is False
    assert guard.post(f"{path}/switch-on", {"reason": "返岗"})[1]["active"] is True
    assert guard.post(f"{path}/unlock")[0] == 200
    own = next(each for each in guard.get("/users")[1]["items"] if each["name"] == "安全员")
    status, told = guard.post(f"/users/{own['number']}/switch-off", {"reason": "离岗"})
    assert status == 403 and "另一名" in told["message"]
    with scope("650100"):
        verbs = set(Deed.objects.filter(concept="user").values_list("verb", flat=True))
    assert {"set_role", "switch_off", "switch_on", "unlock"} <= verbs


def test_a_unit_is_registered_once_with_a_code_that_says_that_it_is_local(database: str) -> None:
    caller = system()
    status, made = caller.post("/agencies", {"name": "某区人民医院", "region": "650102"})
    assert (status, made["status"], made["region"]) == (200, "local", "650102")
    status, told = caller.post("/agencies", {"name": "某区人民医院", "region": "650102"})
    assert status == 409 and made["code"] in told["message"]
    listed = caller.get("/regions/650102/agencies")[1]["items"]
    assert made in listed
    assert {each["region"][:4] for each in caller.get("/regions/650100/agencies")[1]["items"]} == {
        "6501"
    }


def test_a_payee_is_masked_until_a_reason_is_given_and_then_shown_once(things: Things) -> None:
    with scope("650100"):
        paid = PaymentRecord.objects.create(
            origin_id=things.imported, region_id="650100", year=2025, number="1", kind="payment",
            date=DAY, fen=100, payee=PAYEE, payee_account=ACCOUNT, content=b"", source={},
        )  # fmt: skip
    caller = system()
    path = f"/payments/{paid.pk}"
    for asked in (path, "/payments"):
        answer = caller.ask("GET", asked, {} if asked == path else {"year": 2025})
        assert answer.status_code == 200
        assert PAYEE not in answer.content.decode() and ACCOUNT not in answer.content.decode()
    assert caller.post(f"{path}/unmask", {"reason": " 看 "})[0] == 403
    asked_for = {"reason": "核对退票收款人"}
    status, told = caller.post(f"{path}/unmask", asked_for, key="k")
    assert (status, told["payee"], told["account"]) == (200, PAYEE, ACCOUNT)
    again = caller.post(f"{path}/unmask", asked_for, key="k")[1]
    assert set(again.values()) == {""}
    with scope("100000"):
        (deed,) = Deed.objects.filter(verb="unmask")
        kept = KeyedWrite.objects.get(path=f"{BASE}{path}/unmask").response
    assert deed.reason == "核对退票收款人"
    assert PAYEE not in kept + str(deed.after) and ACCOUNT not in kept


def test_the_journal_of_others_is_for_who_audits(things: Things) -> None:
    drafter = system("经办甲")
    assert drafter.post(f"/duties/{things.duty}/file", words="已办")[0] == 200
    other = system("经办乙")
    assert {each["actor"] for each in other.get("/journal")[1]["items"]} <= {"经办乙"}
    auditor = system("审计员", role=Role.AUDITOR)
    deed = next(e for e in auditor.get("/journal")[1]["items"] if e["verb"] == "file_duty")
    assert other.get(f"/journal/{deed['number']}")[0] == 404
    assert drafter.get(f"/journal/{deed['number']}")[1] == deed

    def told(caller: str, role: Role) -> dict[str, object]:
        items = system(caller, role=role).get("/events", limit=500)[1]["items"]
        return next(each for each in items if each["verb"] == "file_duty")

    seen, whole = told("经办丙", Role.DRAFTER), told("审计乙", Role.AUDITOR)
    assert seen["subject"] == whole["subject"] and seen["after"] is None
    assert whole["after"] == deed["after"] is not None
