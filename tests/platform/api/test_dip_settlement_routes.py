"""结算审批接口: the deeds of the pages, asked for by another program, and the sums of a year."""

from __future__ import annotations

from tests.platform.api.calling import system
from tests.platform.dip.test_settling import AGENCY, booked, brought

from zhida.platform.access.policy import Role


def test_a_settlement_is_submitted_approved_and_undone_by_three(database: str) -> None:
    number = brought()
    drafter = system("系统甲", AGENCY, Role.DRAFTER)
    reviewer = system("系统乙", AGENCY, Role.REVIEWER)
    status, told = drafter.post(f"/dip/settlements/{number}/submit")
    assert (status, told["settlement"]["state"]) == (200, "submitted")
    status, told = reviewer.post(f"/dip/settlements/{number}/approve", {"day": "2026-03-02"})
    assert (status, len(told["vouchers"]), told["before"]) == (200, 53, 0)
    status, told = reviewer.post(
        f"/dip/settlements/{number}/undo", {"day": "2026-03-09", "reason": "点值有误"}
    )
    assert (status, "换一名审核人员" in str(told)) == (403, True)


def test_the_sums_of_a_settlement_are_the_fund_to_the_fen(database: str) -> None:
    number = booked()
    status, told = system("系统甲", AGENCY, Role.AUDITOR).get(f"/dip/settlements/{number}")
    sums = told["sums_fen"]
    assert (status, told["state"], told["next"]) == (200, "booked", ["released"])
    assert sums["fund"] == sums["paid"] + sums["held"] + sums["left"]
    for name in ("earned", "paid", "held", "deducted"):
        assert sums[name] == sum(each["sums_fen"][name] for each in told["institutions"])
