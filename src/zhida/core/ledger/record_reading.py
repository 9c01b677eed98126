"""读指标记录 record reading: records → holdings, with every fault on its cell.

Three steps: each record by itself, then who hangs on whom, then the sums. A line
whose upper line is neither in the file nor in the ledger becomes a first source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from zhida.core.ledger.chart import Book
from zhida.core.ledger.line import Earmark, QuotaLine
from zhida.core.ledger.record_cells import Cells, RecordFault
from zhida.core.ledger.record_sums import figures_of, sum_faults
from zhida.core.ledger.records import HELD, Holding, Record, Transit, elements
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.data import load


@dataclass(frozen=True, slots=True)
class Place:
    """单位所在: an agency's nine-digit fiscal code, and the level of its region (0…3)."""

    division: str
    level: int


@dataclass(frozen=True, slots=True)
class Known:
    """已知: what the ledger knows before an import.

    Agencies by code, the finance department of each fiscal code, and those
    digests of the file that are already lines here.
    """

    agencies: Mapping[str, Place]
    finance: Mapping[str, str]
    lines: Set[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """读取结果: what the records hold, what is wrong with them, and what was only noted.

    `rows` is the row of each holding's record by its key. `deleted` counts
    records marked as deleted; `detached` are keys of holdings whose upper line
    is unknown here.
    """

    holdings: tuple[Holding, ...]
    faults: tuple[RecordFault, ...]
    rows: Mapping[str, int]
    deleted: int
    detached: tuple[str, ...]


def read_records(records: Sequence[Record], known: Known) -> Reading:
    """读指标记录: holdings, upper lines first. With faults, nothing should be booked."""
    faults: list[RecordFault] = []
    cells = [Cells(row, record, faults) for row, record in enumerate(records)]
    present = [each for each in cells if not each.flag("IS_DELETED")]
    held, transits = _sorted(present)
    drafts = [draft for each in held if (draft := _draft(each, known)) is not None]
    by_key = _unique(drafts)
    ordered = _upper_first(by_key)
    done: dict[str, _Draft] = {}
    detached = []
    for draft in ordered:
        if _attach(draft, done, known) and not draft.attached:
            detached.append(draft.key)
        done[draft.key] = draft
    for each in transits:
        _transit(each, done, known)
    for draft in ordered:
        figures_of(draft)
    holdings = {draft.key: draft.holding() for draft in ordered}
    above = {draft.key: draft.above for draft in ordered if draft.above}
    sum_faults(holdings, above, {draft.key: draft.cells for draft in ordered})
    return Reading(
        tuple(holdings.values()),
        tuple(sorted(faults, key=lambda each: (each.row, _order(each.field)))),
        {draft.key: draft.cells.row for draft in ordered},
        len(cells) - len(present),
        tuple(detached),
    )


def _order(field: str) -> int:
    return next(n for n, each in enumerate(elements()) if each.field == field)


def _sorted(cells: Sequence[Cells]) -> tuple[list[Cells], list[Cells]]:
    """Records of what is held, and of what is on its way."""
    held: list[Cells] = []
    transits: list[Cells] = []
    for each in cells:
        assumed = "transit" if each.text("REC_DIV_CODE") else HELD
        kind = each.code("BGT_TYPE_CODE", blank=assumed)
        (held if kind == HELD else transits).append(each)
    return held, transits


class _Draft:
    """A holding in the making. `above` is the key of its upper line in the file."""

    def __init__(self, cells: Cells, quota: QuotaLine, place: Place) -> None:
        self.cells = cells
        self.key = cells.text("BGT_ID")
        self.quota = quota
        self.place = place
        self.upper = cells.text("ORI_BGT_ID")
        self.earlier = cells.text("ZD_CARRIED_FROM")
        self.above: str | None = None
        self.attached = False
        self.figures: dict[str, int] = {}
        self.kept: dict[str, int] = {}
        self.transits: list[Transit] = []

    def holding(self) -> Holding:
        """The holding as it is known by now."""
        return Holding(
            self.quota,
            self.place.division,
            self.place.level,
            self.cells.date("DOC_DATE"),
            kept=self.kept,
            transits=tuple(self.transits),
            key=self.key,
            **self.figures,
        )


def _draft(cells: Cells, known: Known) -> _Draft | None:
    """A record by itself. None where so much is missing that nothing more can be said of it."""
    if not cells.text("BGT_ID"):
        cells.fault("BGT_ID", "主键为空", "指标主键", "填写每条指标各不相同的主键")
        return None
    holder = _agency(cells, known, "AGENCY_CODE", "MOF_DIV_CODE")
    year = cells.year("FISCAL_YEAR")
    if year is None and not cells.text("FISCAL_YEAR"):
        cells.fault("FISCAL_YEAR", "预算年度为空", "四位年份", "填写预算年度")
    document = cells.text("COR_BGT_DOC_NO")
    if not document:
        cells.fault("COR_BGT_DOC_NO", "文号为空", "本级指标文号", "填写文号，没有的写确认的标记")
    fund = cells.text("ZD_FUND") or _fund(cells.text("PRO_CODE"))
    if not fund:
        cells.fault("ZD_FUND", "不知道是什么资金", "资金名称", "填写资金名称，或可识别的PRO_CODE")
    if holder is None or year is None or not document or not fund:
        return None
    quota = QuotaLine(
        _earmark(cells, year, fund),
        holder,
        document,
        cells.text("SUP_BGT_DOC_NO"),
        cells.flag("ZD_ADVANCE"),
        cells.text("ZD_CONDITION"),
        cells.text("TP_FUNC_CODE"),
        cells.text("EXP_FUNC_CODE"),
        cells.text("GOV_BGT_ECO_CODE"),
        cells.text("DEP_BGT_ECO_CODE"),
        cells.text("SPE_PRO_CODE"),
    )
    return _Draft(cells, quota, known.agencies[holder])


def _earmark(cells: Cells, year: int, fund: str) -> Earmark:
    tracked = cells.flag("IS_TRACK")
    regime = Regime(cells.code("ZD_REGIME", blank="tracked" if tracked else "none"))
    if cells.text("IS_TRACK") and tracked is not (regime is Regime.TRACKED):
        cells.fault("IS_TRACK", "与监管方式不一致", "追踪的为1，其他为0", "改正其中一格")
    project = cells.text("PRO_CODE") or cells.text("TRACK_PRO_CODE")
    if cells.text("TRACK_PRO_CODE") not in ("", project):
        cells.fault("TRACK_PRO_CODE", "与项目代码不一致", project, "改为与PRO_CODE相同")
    return Earmark(
        Book.QUOTA,
        year,
        fund,
        FundingSource(cells.code("ZD_SOURCE", blank="central")),
        BudgetKind(cells.code("FUND_TYPE_CODE", blank="general")),
        cells.text("ZD_PURPOSE"),
        regime,
        cells.text("ZD_FLAG"),
        project,
        cells.flag("ZD_THREE_GUARANTEES"),
    )


def _fund(project: str) -> str:
    """The fund of a project code, "" where no table knows it."""
    funds = {row["fund"] for row in load("fund_projects") if row["project"] == project}
    return funds.pop() if len(funds) == 1 else ""


def _agency(cells: Cells, known: Known, agency: str, division: str) -> str | None:
    """The agency of a record: as named, or the finance department of the fiscal code."""
    code, place = cells.text(agency), cells.text(division)
    if not code:
        found = known.finance.get(place)
        if found is None:
            cells.fault(division, "没有这个财政区划代码", "九位财政区划代码", "核对区划代码")
        return found
    if code not in known.agencies:
        cells.fault(agency, "没有登记这个单位", "已登记的单位代码", "先登记该单位，或改正代码")
        return None
    if place and known.agencies[code].division != place:
        cells.fault(division, "与单位所在区划不一致", known.agencies[code].division, "改正其中一格")
    return code


def _unique(drafts: Sequence[_Draft]) -> dict[str, _Draft]:
    found: dict[str, _Draft] = {}
    for draft in drafts:
        if draft.key in found:
            row = found[draft.key].cells.row
            draft.cells.fault(
                "BGT_ID",
                f"与第{row + 1}条记录的主键重复",
                "各不相同的主键",
                "删去重复的记录，或改正主键",
            )
        else:
            found[draft.key] = draft
    return found


def _upper_first(drafts: Mapping[str, _Draft]) -> list[_Draft]:
    """Upper lines and last year's before those that hang on them; a circle is a fault."""
    waiting = dict(drafts)
    hanging: dict[str, list[_Draft]] = defaultdict(list)
    open_ends = {}
    for draft in drafts.values():
        above = {key for key in (draft.upper, draft.earlier) if key in drafts}
        open_ends[draft.key] = len(above)
        for key in above:
            hanging[key].append(draft)
    ordered = [draft for draft in drafts.values() if not open_ends[draft.key]]
    for draft in ordered:  # grows while it is walked
        waiting.pop(draft.key)
        for below in hanging[draft.key]:
            open_ends[below.key] -= 1
            if not open_ends[below.key]:
                ordered.append(below)
    for draft in waiting.values():
        draft.cells.fault("ORI_BGT_ID", "指标互为上级", "上级指标的主键", "改正源指标主键")
    return ordered


def _attach(draft: _Draft, done: Mapping[str, _Draft], known: Known) -> bool:
    """Hang a line on those above it; says whether the record names an upper line.

    The key of one of our own files proves that nothing was changed in it.
    """
    claimed = replace(draft.quota, parent=_digest(draft.upper), carried_from=_digest(draft.earlier))
    ours = _digest(draft.key)
    if ours and (not draft.upper or claimed.parent) and claimed.digest != ours:
        draft.cells.fault(
            "BGT_ID",
            "与记录的内容不符，有要素被改动过",
            claimed.digest.hex(),
            "恢复被改动的单元格；确是另一条指标的，换一个主键",
        )
    upper, earlier = done.get(draft.upper), done.get(draft.earlier)
    if upper is not None:
        draft.above, draft.attached = upper.key, True
        draft.quota = replace(draft.quota, parent=upper.quota.digest)
        _same_earmark(draft, upper)
    elif claimed.parent in known.lines:
        draft.cells.fault(
            "ORI_BGT_ID",
            "上级指标已在本账，但不在文件中",
            "文件中的上级指标",
            "连同上级指标一起导入；已经下达的，请由单位签收，不用导入",
        )
    if earlier is not None:
        draft.quota = replace(draft.quota, carried_from=earlier.quota.digest)
    elif claimed.carried_from in known.lines:
        draft.quota = replace(draft.quota, carried_from=claimed.carried_from)
    return bool(draft.upper)


def _digest(key: str) -> bytes | None:
    """The digest that a key of ours is; None for the key of another system."""
    try:
        return bytes.fromhex(key) if len(key) == 64 else None
    except ValueError:
        return None


_FIXED = {
    each.element.removeprefix("earmark."): each.field
    for each in reversed(elements())
    if each.element.startswith("earmark.") and each.field != "TRACK_PRO_CODE"
} | {"regime": "IS_TRACK"}


def _same_earmark(draft: _Draft, upper: _Draft) -> None:
    for name, field in _FIXED.items():
        above = getattr(upper.quota.earmark, name)
        if getattr(draft.quota.earmark, name) != above:
            draft.cells.fault(
                field,
                "与上级指标不一致，自上而下不能改变",
                upper.cells.text(field) or str(above),
                "改为与上级指标相同",
            )


def _transit(cells: Cells, done: Mapping[str, _Draft], known: Known) -> None:
    """Money on its way, onto the line that it left."""
    sender = done.get(cells.text("ORI_BGT_ID"))
    if sender is None:
        cells.fault("ORI_BGT_ID", "在途金额没有下达的指标", "下达指标的主键", "补上下达指标的记录")
        return
    receiver = _agency(cells, known, "ZD_REC_AGENCY", "REC_DIV_CODE")
    fen = cells.amount("AMOUNT")
    if receiver is None or not fen:
        if receiver is not None:
            cells.fault("AMOUNT", "在途金额为空", "大于零的金额", "填写金额，或删去这条记录")
        return
    kind = cells.code("BGT_TYPE_CODE", blank="transit")
    place = known.agencies[receiver]
    sender.transits.append(Transit(kind, receiver, place.division, fen))
