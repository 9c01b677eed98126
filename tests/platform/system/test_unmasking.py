"""查看原文: a person's name and account are covered until somebody says why they must be seen."""

from __future__ import annotations

import datetime

import pytest
from tests.platform.accounts.people import enter, signed_in

from zhida.platform.access.policy import Role
from zhida.platform.execution.models import Import, PaymentRecord
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

NAME, ACCOUNT = "王小芳", "6222021234567890123"


@pytest.fixture
def payment(database: str) -> int:
    """A payment to a person, in the city."""
    with scope("650100"):
        origin = Import.objects.create(
            region_id="650100", file="支付.csv", sha256="", content=b"", imported_by="王芳"
        )
        return PaymentRecord.objects.create(
            origin=origin, region_id="650100", year=2025, number="1", kind="payment",
            date=datetime.date(2025, 3, 3), fen=100, payee=NAME, payee_account=ACCOUNT,
            purpose="报销，联系电话：0991-2345678", content=b"", source={},
        ).pk  # fmt: skip


def test_it_is_masked_until_a_reason_is_given_and_masked_again_after(payment: int) -> None:
    enter("王芳")
    client = signed_in("王芳")
    url = f"/system/payments/{payment}/"
    covered = client.get(url).content.decode()
    assert NAME not in covered and ACCOUNT not in covered and "2345678" not in covered
    assert "***************0123" in covered
    seen = client.post(url, {"reason": "核对退票收款人"})
    assert NAME in seen.content.decode() and ACCOUNT in seen.content.decode()
    assert "no-store" in seen.headers["Cache-Control"]
    assert NAME not in client.get(url).content.decode()
    with scope("650100"):
        deed = Deed.objects.get(verb="unmask")
    assert (deed.actor, deed.subject, deed.reason) == ("王芳", "2025-1", "核对退票收款人")
    assert NAME not in str(deed.after) + deed.source


def test_no_reason_shows_nothing(payment: int) -> None:
    enter("王芳")
    page = signed_in("王芳").post(f"/system/payments/{payment}/", {"reason": " "}).content.decode()
    assert "请写明为什么要看原文" in page and NAME not in page


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR])
def test_an_administrator_has_no_need_to_know(payment: int, role: Role) -> None:
    enter("某管", role=role)
    client = signed_in("某管")
    page = client.post(f"/system/payments/{payment}/", {"reason": "我想看看"}).content.decode()
    assert NAME not in page and "“查看原文”须由" in page
    with scope("650100"):
        assert not Deed.objects.filter(verb="unmask").exists()


def test_a_payment_of_another_region_is_not_there(payment: int) -> None:
    enter("外人", agency="650200-finance")
    assert signed_in("外人").get(f"/system/payments/{payment}/").status_code == 404
