"""下达行为: the act that a title names."""

from __future__ import annotations

import pytest

from zhida.core.notice import Status
from zhida.documents.parsing.letter.act import act_of


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("关于提前下达2021年补助资金预算的通知", Status.ADVANCE),
        ("关于预拨2021年补助资金的通知", Status.ADVANCE),
        ("关于下达2021年补助资金预算的通知", Status.FORMAL),
        ("关于追加2021年补助资金的通知", Status.FORMAL),
        ("关于结算2020年补助资金的通知", Status.SETTLEMENT),
        ("关于清算下达2020年补助资金的通知", Status.SETTLEMENT),
        ("关于拨付2021年补助资金的通知", Status.DISBURSEMENT),
        ("关于拨付结算2020年补助资金的通知", Status.SETTLEMENT),
        ("某县财政局关于下达资金的通知", Status.FORMAL),
        ("关于印发管理办法的通知", None),
        ("关于转发《关于提前下达资金的通知》的通知", None),
    ],
)
def test_act_of_a_title(title: str, act: Status | None) -> None:
    assert act_of(title) is act
