"""工作台表单 form: what a person sent from the workbench → a sheet, and the lines that pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict

from zhida.core.money import Unit, format_fen
from zhida.core.notice.appropriations import BudgetKind, FundingSource
from zhida.documents.allocation.pasted import Cells, cells_of_file, cells_of_text, text_of
from zhida.documents.allocation.sheet import Counted, Pooled, Sheet, Use, guessed
from zhida.documents.parsing.normalise import clean
from zhida.platform.allocation.pool import HeldLine
from zhida.platform.pages.uploads import received

MOST_CELLS = 800
"""格数上限: a larger table is changed in the box of text, not cell by cell."""

_SOURCES = {
    FundingSource.CENTRAL: "中央",
    FundingSource.PROVINCE: "省级",
    FundingSource.PREFECTURE: "市级",
    FundingSource.COUNTY: "县级",
    FundingSource.LOCAL: "地方",
}
_KINDS = {
    BudgetKind.GENERAL: "一般公共预算",
    BudgetKind.GOVERNMENT_FUND: "政府性基金",
    BudgetKind.STATE_CAPITAL: "国有资本经营",
    BudgetKind.SOCIAL_INSURANCE: "社会保险基金",
}


@dataclass(frozen=True, slots=True)
class PoolChoice:
    """可选资金: a line that the agency holds, whether it is divided, under which name, how much."""

    line: HeldLine
    chosen: bool
    name: str
    amount: str


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """列: its place in the table, its head, and how it counts."""

    at: int
    head: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Filled:
    """所填: the sheet, the line that pays for each column of the pool, and the notice from above."""

    sheet: Sheet
    chosen: Mapping[str, int]
    upstream: str

    @property
    def text(self) -> str:
        """The table as it would be pasted."""
        return text_of(self.sheet.cells)

    @property
    def by_cell(self) -> bool:
        """Whether the cells can be changed one by one."""
        return len(self.sheet.cells) * len(self.sheet.cells[0]) <= MOST_CELLS

    @property
    def columns(self) -> list[ColumnChoice]:
        """The columns that may count."""
        head = self.sheet.cells[0]
        counted = self.sheet.counted
        return [
            ColumnChoice(head.index(each), each, counted.get(each, Counted()))
            for each in self.sheet.columns
        ]

    def pool_choices(self, held: Iterable[HeldLine]) -> list[PoolChoice]:
        """Every line that is held, the chosen ones with their name and amount."""
        by_line = {number: name for name, number in self.chosen.items()}
        amounts = {clean(each.name).text: each for each in self.sheet.pool}
        found = []
        for line in held:
            mine = amounts.get(by_line.get(line.number, ""))
            name = mine.name if mine else name_of(line)
            amount = mine.amount if mine else wan(line.available_fen)
            found.append(PoolChoice(line, mine is not None, name, amount))
        return found


def name_of(line: HeldLine) -> str:
    """资金名称: what a column of the document calls money of that source and budget."""
    source = _SOURCES.get(FundingSource(line.source), "")
    return f"{source}{_KINDS[BudgetKind(line.budget_kind)]}{line.purpose}"


def wan(fen: int) -> str:
    """万元, as a person types it."""
    return format_fen(fen, Unit.WAN_YUAN).removesuffix(Unit.WAN_YUAN.label).replace(",", "")


def filled(request: HttpRequest, base: Sheet, held: Sequence[HeldLine]) -> Filled:
    """所填: what was sent, upon the sheet that the person began from.

    Cells that were sent take the place of the hidden table's, a pasted table that of all, a
    file that of both. Raises `FaultyInput` or `UploadRefused`.
    """
    sent = request.POST
    cells = _cells(request, base)
    pool, chosen = _pool(sent, base, held)
    lines = [each for each in held if each.number in chosen.values()]
    upstream = next((each.upstream_document or each.document for each in lines), "")
    kept = {head: each for head, each in base.counted.items() if head in cells[0]}
    sheet = replace(
        base,
        title=sent.get("title", base.title).strip(),
        basis=sent.get("basis", base.basis).strip(),
        unit=sent.get("unit", base.unit),
        pool=pool,
        cells=cells,
        counted={**kept, **_counted(sent, cells, base)},
    )
    return Filled(guessed(sheet) if not base.method else sheet, chosen, upstream)


def _cells(request: HttpRequest, base: Sheet) -> Cells:
    sent = request.POST
    if files := received(request, "file", only=("xlsx", "xls", "txt")):
        return cells_of_file(files[0].name, files[0].content)
    if sent.get("paste", "").strip():
        return cells_of_text(sent["paste"])
    cells = cells_of_text(sent["table"]) if sent.get("table", "").strip() else base.cells
    return tuple(
        tuple(sent.get(f"cell-{i}-{j}", cell).strip() if i else cell for j, cell in enumerate(row))
        for i, row in enumerate(cells)
    )


def _pool(
    sent: QueryDict, base: Sheet, held: Sequence[HeldLine]
) -> tuple[tuple[Pooled, ...], dict[str, int]]:
    known = {each.name: each.kept for each in base.pool}
    pool, chosen = [], {}
    for number in sent.getlist("line"):
        line = next((each for each in held if str(each.number) == number), None)
        if line is None:
            continue
        name = sent.get(f"name-{number}", "").strip() or name_of(line)
        amount = sent.get(f"amount-{number}", "").strip() or wan(line.available_fen)
        pool.append(Pooled(name, amount, known.get(name, {})))
        chosen[clean(name).text] = line.number
    return tuple(pool), chosen


def _counted(sent: QueryDict, cells: Cells, base: Sheet) -> dict[str, Counted]:
    found = {}
    for at, head in enumerate(cells[0]):
        use, of = sent.get(f"use-{at}"), sent.get(f"of-{at}")
        if use is None or of is None or use not in [each.value for each in Use]:
            continue
        if sent.get(f"head-{at}") != head:
            continue  # another table has come since
        before = base.counted.get(head, Counted())
        kept = before.kept if before.use == use else {}
        weight = sent.get(f"weight-{at}", "").strip() if use == Use.FACTOR else ""
        found[head] = Counted(Use(use), weight, of if use == Use.ADVANCE else "", kept)
    return found
