"""指标账接口 ledger: lines, balances, statements, traces and vouchers, as the scope shows them."""

from __future__ import annotations

import datetime
import json

from ninja import Query
from pydantic import AwareDatetime

from zhida.core.ledger.chart import kinds, verb_name
from zhida.core.ledger.tracing import Booked, TracedLine
from zhida.documents.ledger.trace_json import trace_text
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Key, Page, Paged, following, number_of
from zhida.platform.api.refusing import Refused, not_there
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import AnyYear, Asked, Code, Day, Json, Number, Said, Told, Year
from zhida.platform.ledger.balances import Balance
from zhida.platform.ledger.balances import balances as account_rows
from zhida.platform.ledger.queries import (
    booked_vouchers,
    find_lines,
    quota_numbers,
    statements_of,
    traced_lines,
    vouchers_of_lines,
)
from zhida.platform.ledger.tracing import trace as traced
from zhida.platform.ledger.vouchers import stored_vouchers
from zhida.platform.regions.models import Agency

routes = Routes("指标账")


class LinesAsked(Paged):
    """指标筛选."""

    year: AnyYear = None
    fund: Code = ""


class LineTold(Told):
    """指标行: `line` is its key, by which every other route knows it."""

    line: str
    holder: str
    holder_name: str
    region: str
    document: str
    upstream_document: str
    year: int
    fund: str
    purpose: str
    source: str
    budget_kind: str
    regime: str
    flag: str
    project: str
    advance: bool
    transfer_function: str
    function: str
    gov_econ: str
    dept_econ: str
    implementing_project: str


class BalancesAsked(Paged):
    """余额筛选: of an agency, or of a region and below; as of a moment of booking or a day of papers."""

    holder: Code = ""
    region: Code = ""
    year: AnyYear = None
    as_of_booked: AwareDatetime | None = None
    as_of_document: Day | None = None


class BalanceTold(Told):
    """余额: an account; `counterpart` is for whom it is in transit."""

    account: int
    line: int
    holder: str
    kind: str
    kind_name: str
    counterpart: str | None
    year: int
    fund: str
    source: str
    budget_kind: str
    purpose: str
    flag: str
    document: str
    balance_fen: int


class VouchersAsked(Paged):
    """凭证筛选: those that touch what `subject` names (a line, notice, agency or voucher)."""

    subject: Said


class VoucherTold(Told):
    """凭证: a booked act upon the ledger."""

    year: int
    number: int
    verb: str
    verb_name: str
    document: str
    document_date: datetime.date
    actor: str
    reason: str
    sources: list[str]


class TransferTold(Told):
    """分录: money from the credited account to the debited."""

    credit_line: str
    credit_kind: str
    debit_line: str
    debit_kind: str
    amount_fen: int


class WholeVoucher(VoucherTold):
    """凭证与分录."""

    holder: str
    counterpart: str | None
    transfers: list[TransferTold]


class StatementAsked(Asked):
    """明细筛选: what `subject` names, of all kinds of account or of one."""

    subject: Said
    kind: Code = ""


class StatementLineTold(Told):
    """明细行: what a voucher changed, in fen by kind of account; below zero where it went out."""

    voucher: VoucherTold
    changes_fen: dict[str, int]


class StatementTold(Told):
    """明细账: a line's vouchers in the order of booking; the totals are its balances."""

    line: LineTold
    kinds: list[str]
    rows: list[StatementLineTold]
    totals_fen: dict[str, int]


class TraceAsked(Asked):
    """追踪: what `subject` names."""

    subject: Said


@routes.read("/ledger/lines")
def lines(call: Call, asked: Query[LinesAsked]) -> Page[LineTold]:
    """指标行: of a year and a fund, in the order in which they were opened."""

    def numbers(after: Key | None, most: int) -> list[int]:
        year, fund = asked.year, asked.fund or None
        return quota_numbers(year, fund, after=number_of(after), most=most)

    page = following(numbers, asked, "lines", lambda each: (each,), lambda each: each)
    return Page[LineTold](items=[_line(each) for each in traced_lines(page.items)], next=page.next)


@routes.read("/ledger/balances")
def balances(call: Call, asked: Query[BalancesAsked]) -> Page[BalanceTold]:
    """余额: what stands on the accounts, now or as of a moment."""
    if asked.holder and asked.region:
        raise Refused(422, "invalid", "holder 和 region 只写一个", "请去掉其中一个", "region")
    holder = asked.holder
    region = "" if holder else call.region(asked.region)
    if holder:
        call.region(one(Agency.objects, "单位", code=holder).region_id)

    def rows(after: Key | None, most: int) -> tuple[Balance, ...]:
        return account_rows(
            holder=holder or None,
            region=region or None,
            year=asked.year,
            as_of_booked=asked.as_of_booked,
            as_of_document=asked.as_of_document,
            after=number_of(after),
            most=most,
        )

    return following(rows, asked, "balances", lambda each: (each.account,), _balance)


@routes.read("/ledger/statement")
def statement(call: Call, asked: Query[StatementAsked]) -> list[StatementTold]:
    """明细账: every voucher of the lines that are named, which are at most a thousand."""
    if asked.kind and asked.kind not in kinds():
        raise Refused(
            422, "invalid", f"没有“{asked.kind}”这个科目", "见 /catalogues/account_kinds", "kind"
        )
    _named(asked.subject)
    return [
        StatementTold(
            line=_line(each.line),
            kinds=list(each.kinds),
            rows=[
                StatementLineTold(voucher=_voucher(row.voucher), changes_fen=dict(row.fen))
                for row in each.rows
            ],
            totals_fen=dict(each.totals),
        )
        for each in statements_of(asked.subject, asked.kind or None)
    ]


@routes.read("/ledger/trace")
def trace(call: Call, asked: Query[TraceAsked]) -> Json:
    """追踪: up to the first receipt and down to the payments, each figure with its vouchers."""
    _named(asked.subject)
    found: Json = json.loads(trace_text(asked.subject, traced(asked.subject)))
    return found


@routes.read("/ledger/vouchers")
def vouchers(call: Call, asked: Query[VouchersAsked]) -> Page[VoucherTold]:
    """凭证: those that moved money onto or from the lines that are named."""
    named = _named(asked.subject)

    def booked(after: Key | None, most: int) -> list[Booked]:
        year, number = (0, 0) if after is None else (int(each) for each in after)
        return vouchers_of_lines(named, (year, number), most)

    return following(booked, asked, "vouchers", lambda each: (each.year, each.number), _voucher)


@routes.read("/ledger/vouchers/{year}/{number}")
def voucher(call: Call, year: Year, number: Number) -> WholeVoucher:
    """一张凭证: with its transfers."""
    booked = booked_vouchers([(year, number)]).get((year, number))
    if booked is None:
        raise not_there("凭证")
    (stored,), _ = stored_vouchers([(year, number)])
    return WholeVoucher(
        **_voucher(booked).model_dump(),
        holder=stored.holder,
        counterpart=stored.counterpart,
        transfers=[
            TransferTold(
                credit_line=each.credit.line.hex(),
                credit_kind=each.credit.kind,
                debit_line=each.debit.line.hex(),
                debit_kind=each.debit.kind,
                amount_fen=each.fen,
            )
            for each in stored.transfers
        ],
    )


MOST_LINES = 1000


def _named(subject: str) -> list[int]:
    """The lines that are named. Raises `Refused` for none, and for more than can be told at once."""
    found = list(find_lines(subject))
    if not found:
        raise not_there("指标、文号、单位或凭证")
    if len(found) > MOST_LINES:
        raise Refused(
            413,
            "too_large",
            f"“{subject}”涉及{len(found)}行指标，一次最多{MOST_LINES}行",
            "请写到一行指标或一张凭证",
            "subject",
        )
    return found


def _line(each: TracedLine) -> LineTold:
    quota = each.quota
    earmark = quota.earmark
    return LineTold(
        line=quota.digest.hex(),
        holder=quota.holder,
        holder_name=each.holder_name,
        region=each.region,
        document=quota.document,
        upstream_document=quota.upstream_document,
        year=earmark.year,
        fund=earmark.fund,
        purpose=earmark.purpose,
        source=earmark.source.value,
        budget_kind=earmark.kind.value,
        regime=earmark.regime.value,
        flag=earmark.flag,
        project=earmark.project,
        advance=quota.advance,
        transfer_function=quota.transfer_function,
        function=quota.function,
        gov_econ=quota.gov_econ,
        dept_econ=quota.dept_econ,
        implementing_project=quota.implementing_project,
    )


def _balance(each: Balance) -> BalanceTold:
    return BalanceTold(
        account=each.account,
        line=each.line,
        holder=each.holder,
        kind=each.kind,
        kind_name=each.kind_name,
        counterpart=each.counterpart,
        year=each.year,
        fund=each.fund,
        source=each.source,
        budget_kind=each.budget_kind,
        purpose=each.purpose,
        flag=each.flag,
        document=each.document,
        balance_fen=each.fen,
    )


def _voucher(each: Booked) -> VoucherTold:
    return VoucherTold(
        year=each.year,
        number=each.number,
        verb=each.verb,
        verb_name=verb_name(each.verb),
        document=each.document,
        document_date=each.document_date,
        actor=each.actor,
        reason=each.reason,
        sources=[place.describe() for place in each.sources],
    )
