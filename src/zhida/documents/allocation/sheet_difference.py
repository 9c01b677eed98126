"""工作表比较 sheet_difference: what two people changed in the same plan, item by item.

Each sheet is a list of items with a text each, so that a third can be put together from
the items of both and nothing of either is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhida.documents.allocation.csv_table import NAME, PARENT, column_name
from zhida.documents.allocation.sheet import Counted, Pooled, Sheet, Use

Key = tuple[str, ...]
_THERE = "有"
_WORDS = {"title": "标题", "basis": "依据", "unit": "取整单位"}


@dataclass(frozen=True, slots=True)
class Item:
    """一处改动: what stood there before both began, what is stored now, what is sent; "" for nothing."""

    key: Key
    before: str
    stored: str
    sent: str

    @property
    def words(self) -> str:
        """The thing in Chinese."""
        kind, *rest = self.key
        if kind in _WORDS:
            return _WORDS[kind]
        if kind == "pool":
            return f"资金“{rest[0]}”（万元）"
        if kind == "count":
            return f"“{rest[0]}”列的用法"
        if kind in ("row", "column"):
            return f"“{rest[0]}”一{'行' if kind == 'row' else '列'}"
        return f"{rest[0]}的“{rest[1]}”"

    @property
    def clash(self) -> bool:
        """Whether both changed it, to different ends."""
        return self.stored != self.sent and self.before not in (self.stored, self.sent)


def differences(before: Sheet, stored: Sheet, sent: Sheet) -> tuple[Item, ...]:
    """改动: every item that either side changed."""
    sides = [_items(each) for each in (before, stored, sent)]
    keys = dict.fromkeys(key for side in sides for key in side)
    items = (Item(key, *(side.get(key, "") for side in sides)) for key in keys)
    return tuple(each for each in items if not each.before == each.stored == each.sent)


def merged(before: Sheet, stored: Sheet, sent: Sheet, mine: Mapping[Key, bool]) -> Sheet:
    """合并: the stored sheet with what was sent, where only that side changed, or where it is chosen.

    `mine` says for a clash whether the sent text goes before the stored one.
    """
    taken = _items(stored)
    for each in differences(before, stored, sent):
        chosen = mine.get(each.key, False) if each.clash else each.sent != each.before
        if chosen and each.sent:
            taken[each.key] = each.sent
        elif chosen:
            taken.pop(each.key, None)
    return _built(taken, stored, sent)


def _items(sheet: Sheet) -> dict[Key, str]:
    found: dict[Key, str] = {
        ("title",): sheet.title,
        ("basis",): sheet.basis,
        ("unit",): sheet.unit,
        **{("pool", each.name): each.amount for each in sheet.pool},
    }
    for head in sheet.cells[0]:
        if column_name(head) != NAME:
            found["column", head] = _THERE
    for head in sheet.columns:
        if (counted := sheet.counted.get(head)) and counted.use:
            said = [counted.use.label, counted.weight, counted.of]
            found["count", head] = "　".join(filter(None, said))
    names = _names(sheet)
    for name, row in zip(names, sheet.cells[1:], strict=True):
        found["row", name] = _THERE
        for head, cell in zip(sheet.cells[0], row, strict=True):
            if column_name(head) != NAME:
                found["cell", name, head] = cell
    return {key: text for key, text in found.items() if text}


def _names(sheet: Sheet) -> list[str]:
    at = next((i for i, head in enumerate(sheet.cells[0]) if column_name(head) == NAME), 0)
    return [row[at] for row in sheet.cells[1:]]


def _built(items: Mapping[Key, str], stored: Sheet, sent: Sheet) -> Sheet:
    named = {head: column_name(head) for head in (*stored.cells[0], *sent.cells[0])}
    heads = [head for head, known in named.items() if known == NAME or ("column", head) in items]
    heads.sort(key=lambda head: (named[head] != NAME, named[head] != PARENT))
    heads = [head for at, head in enumerate(heads) if not at or named[head] != NAME]
    rows = dict.fromkeys((*_names(stored), *_names(sent)))
    kept = [name for name in rows if ("row", name) in items]
    cells = (
        tuple(heads),
        *((name, *(items.get(("cell", name, head), "") for head in heads[1:])) for name in kept),
    )
    pools = {each.name: each for each in (*sent.pool, *stored.pool)}
    counted: dict[str, Counted] = {}
    for side in (sent, stored):
        for head, each in side.counted.items():
            if _items_of(each) == items.get(("count", head), ""):
                counted[head] = each
    return replace(
        stored,
        title=items.get(("title",), ""),
        basis=items.get(("basis",), ""),
        unit=items.get(("unit",), ""),
        pool=tuple(
            Pooled(name, items["pool", name], each.kept)
            for name, each in pools.items()
            if ("pool", name) in items
        ),
        cells=cells,
        counted={head: each for head, each in counted.items() if each.use is not Use.NONE},
    )


def _items_of(counted: Counted) -> str:
    return "　".join(filter(None, [counted.use.label, counted.weight, counted.of]))
