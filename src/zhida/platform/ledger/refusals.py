"""拒绝 refusals: what the database refuses, as a sentence with its mend."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from django.db import DatabaseError

from zhida.core.ledger import LedgerError
from zhida.core.money import Fen, format_fen


@contextmanager
def refusals() -> Iterator[None]:
    """拒绝: inside, what the ledger's guards refuse is raised as `LedgerError`.

    Anything else that goes wrong with the database stays what it is.
    """
    try:
        yield
    except DatabaseError as error:
        sentence = _sentence(error.__cause__)
        if sentence is None:
            raise
        raise LedgerError(sentence) from error


def _sentence(cause: BaseException | None) -> str | None:
    if not isinstance(cause, psycopg.Error):
        return None
    state = cause.sqlstate or ""
    if state in _BY_FACTS:
        return _BY_FACTS[state](json.loads(cause.diag.message_detail or "{}"))
    # An index of a year's partition is named for the year.
    name = re.sub(r"_\d{4}_", "_", cause.diag.constraint_name or "")
    return _BY_CONSTRAINT.get(name) or _BY_STATE.get(state)


Facts = Mapping[str, object]


def _overdrawn(facts: Facts) -> str:
    balance, change = _fen(facts["balance"]), _fen(facts["change"])
    of = f"{facts['holder']}“{facts['kind']}”" + (
        f"（{facts['document']}）" if facts.get("document") else ""
    )
    if change > 0:
        return (
            f"{of}只收到{_money(-balance)}，不能退回{_money(change)}，"
            f"多出{_money(balance + change)}。请核对追减或冲销的金额"
        )
    return (
        f"{of}余额{_money(balance)}，要用{_money(-change)}，"
        f"差{_money(-balance - change)}。请减少金额，或先收到相应指标"
    )


def _differs(facts: Facts) -> str:
    return (
        f"第{facts['place']}张凭证（{facts['document']}）的业务已记账（凭证号{facts['booked']}），"
        "但内容不同。请核对金额和账户；确属另一笔的，请由经办人确认为新业务（序号加一），"
        "原来记错的，请先冲销"
    )


def _no_account(facts: Facts) -> str:
    if not facts.get("known"):
        return f"没有代码为{facts['taker']}的单位，请先登记该单位"
    return (
        f"指标行{facts['line']}上没有{facts['taker']}可用的账户“{facts['kind'] or '未知科目'}”。"
        "请核对指标行是否属于本单位、科目是否属于本账簿、是否在工作范围之内"
    )


def _twice(facts: Facts) -> str:
    if facts["verb"] == "receive":
        return (
            f"上级已在本账内以{facts['document']}向{facts['recipient']}下达同一专项。"
            "请办理签收，不要从账外接收，否则同一笔钱记两次"
        )
    return (
        f"{facts['recipient']}已从账外接收{facts['document']}的同一专项，再下达就记了两次。"
        "请先由该单位冲销接收，再下达和签收"
    )


def _continued(facts: Facts) -> str:
    return (
        f"{facts['document']}的结转有{_money(_fen(facts['continued']))}已转入下年，"
        f"这里只剩{_money(_fen(facts['balance']))}。请先冲销下年的“上年结转”"
    )


_BY_FACTS = {
    "ZD002": _differs,
    "ZD003": _overdrawn,
    "ZD004": _no_account,
    "ZD005": _twice,
    "ZD006": _continued,
}

_BY_STATE = {
    "ZD007": "结转只能转入本单位同一专项的下一年度。请核对指标行的年度、来源、标识和项目",
    "40P01": "同时有另一批凭证在记同样的账户，本批没有记账。请重试",
    "40001": "同时有另一批凭证在记同样的账户，本批没有记账。请重试",
    "55P03": "同时有另一批凭证在记同样的账户，本批没有记账。请重试",
    "42501": "当前工作范围不能写这一单位的账。请换到该单位所在的地区办理",
    "22003": "金额或编号超出范围。请核对单位（元、万元）",
    "23502": "凭证缺少必填内容，没有记账。请核对分录、日期和金额",
    "23503": "凭证所引用的单位、指标行或凭证不存在，没有记账。请核对后重新生成凭证",
    "23514": "凭证不符合记账规则，没有记账。请核对分录、日期和金额",
}

_BY_CONSTRAINT = {
    "ledger_account_transit_to_another": "不能下达给本单位。单位内部请用细化或挂接",
    "ledger_line_keeps_earmark": (
        "下级指标行的年度、来源、预算种类、标识或项目与上级不同，这些自上而下不变。"
        "上级有误的，请由上级冲销后重新下达"
    ),
    "ledger_voucher_reverses_id_year_idx": "该凭证已经冲销过，不能再冲销。请重新记账（序号加一）",
    "ledger_voucher_carried_from_id_carried_from_year_year_idx": "该结转凭证已经转入下年，不能再转一次",
    "ledger_voucher_not_before_its_year": (
        "预算年度还没有开始，预计指标不能转为可用。请在一月一日以后办理"
    ),
    "ledger_voucher_reverses": (
        "只能由原经办单位冲销原凭证的全部分录，冲销凭证本身不能再冲销。请核对所冲销的凭证"
    ),
    "ledger_voucher_continues": "上年结转必须是本单位上年一张结转凭证的全部。请核对所结转的凭证",
    "ledger_voucher_whole": "凭证的分录不全，没有记账。请重新生成凭证",
    "ledger_transfer_follows": "凭证的分录不连续，没有记账。请重新生成凭证",
    "ledger_transfer_credit": "贷方账户不属于这一专项和年度。账簿、年度、标识之间不能直接划转",
    "ledger_transfer_debit": "借方账户不属于这一专项和年度。账簿、年度、标识之间不能直接划转",
    "ledger_transfer_of_chart": "分录表中没有这样的分录。请按指标流转的顺序办理",
    "ledger_transfer_mirrors": "冲销必须与原凭证逐行相反、金额相同。请核对所冲销的凭证",
    "ledger_transfer_continues": "上年结转的金额必须与结转凭证逐行相同。请核对所结转的凭证",
    "ledger_transfer_continued_line": "上年结转的指标行没有写明所结转的上年指标行",
    "ledger_transfer_along_the_chain": "两行指标不是上下级。请核对上级指标文号",
    "ledger_transfer_same_line": "同一行指标内的分录用到了两行指标。请重新生成凭证",
    "ledger_transfer_same_holder": "调剂只在本单位的指标行之间进行",
    "ledger_transfer_own_hand": "只能动用本单位的指标，或签收发给本单位的指标。请核对办理单位",
    "ledger_transfer_both_parties": "凭证没有写明对方单位。请补上下达、签收或退回的对方",
}


def _fen(value: object) -> int:
    return int(str(value))


def _money(fen: int) -> str:
    return format_fen(Fen(fen))
