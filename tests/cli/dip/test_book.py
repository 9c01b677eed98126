"""zhida dip book: a flow is brought by one, booked by another once, and undone by a third."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register
from tests.engines.dip.test_flow import months, settlement, started

from zhida.engines.dip.flow import flow_text
from zhida.engines.dip.flow_steps import settle_flow
from zhida.platform.access.policy import Role

AGENCY = "650100-medical-security"


@pytest.fixture
def path(zhida: Zhida, tmp_path: Path) -> Path:
    """A settled year in a file; a drafter and two reviewers of the pool's medical security."""
    register("经办甲", AGENCY, Role.DRAFTER)
    register("审核乙", AGENCY)
    register("审核丙", AGENCY)
    flow, path = months(started()), tmp_path / "flow.json"
    path.write_text(flow_text(settle_flow(flow, settlement(flow), {})), encoding="utf-8")
    return path


def test_a_flow_is_submitted_booked_once_and_undone_by_another(zhida: Zhida, path: Path) -> None:
    base = ("dip", "book", path, "--date", "2026-04-01")
    early = zhida(*base, "--as", "审核乙")
    assert (early.exit_code, "还没有收取和提交" in early.output) == (2, True)
    brought = zhida("dip", "book", path, "--submit", "--as", "经办甲")
    assert (brought.exit_code, "已提交，等待审批" in brought.output) == (0, True)
    booked = zhida(*base, "--as", "审核乙")
    told = "统筹区6501 险种310 2025年第1版，79张凭证"
    assert (booked.exit_code, told in booked.output) == (0, True)
    again = zhida(*base, "--as", "审核丙")
    assert (again.exit_code, "此前已入账，没有重记" in again.output) == (0, True)
    own = zhida(*base, "--undo", "点值有误", "--as", "审核乙")
    assert (own.exit_code != 0, "换一名审核人员" in own.output) == (True, True)
    undone = zhida(*base, "--undo", "点值有误", "--as", "审核丙")
    assert (undone.exit_code, "冲销" in undone.output) == (0, True)
    assert zhida("ledger", "verify").exit_code == 0


def test_what_can_not_be_booked_is_told(zhida: Zhida, tmp_path: Path) -> None:
    path = tmp_path / "flow.json"
    path.write_text(flow_text(months(started())).replace("95000", "96000"), encoding="utf-8")
    changed = zhida("dip", "book", path, "--date", "2026-04-01")
    assert (changed.exit_code, "不相连" in changed.output) == (2, True)
    day = zhida("dip", "book", path, "--date", "4月1日")
    assert (day.exit_code, "请写成 年-月-日" in day.output) == (2, True)
    none = zhida("dip", "book", path)
    assert (none.exit_code, "请用--date写明依据的日期" in none.output) == (2, True)
    both = zhida("dip", "book", path, "--submit", "--undo", "误记")
    assert (both.exit_code, "提交的人不审批" in both.output) == (2, True)
