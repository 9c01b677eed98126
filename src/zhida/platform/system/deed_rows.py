"""日志的行 deed rows: the journal as a table, and what one deed changed; personal data masked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.core.masking import masked_text
from zhida.platform.accounts.queries import deed_names
from zhida.platform.journal.models import Deed
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Row, Table
from zhida.platform.regions.models import Agency

_AT_ONCE = 2000
CONCEPTS = {
    "agency": gettext_lazy("单位"),
    "allocation": gettext_lazy("分配方案"),
    "catalogue": gettext_lazy("数据目录"),
    "dip": gettext_lazy("病种付费"),
    "duty": gettext_lazy("时限任务"),
    "evaluation": gettext_lazy("绩效评价"),
    "execution": gettext_lazy("执行"),
    "job": gettext_lazy("后台任务"),
    "journal": gettext_lazy("日志"),
    "ledger": gettext_lazy("指标账"),
    "notice": gettext_lazy("通知"),
    "payment": gettext_lazy("支付"),
    "performance": gettext_lazy("绩效"),
    "reports": gettext_lazy("报告"),
    "session": gettext_lazy("登录"),
    "spending_plan": gettext_lazy("用款计划"),
    "token": gettext_lazy("接口令牌"),
    "user": gettext_lazy("用户"),
}
"""类别: what a deed was done to, by the name that the journal keeps."""


@dataclass(frozen=True, slots=True)
class Changed:
    """前后: one thing that a deed says of its subject: what it was and what it became."""

    name: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether the deed changed it."""
        return self.before != self.after


def changes(deed: Deed) -> list[Changed]:
    """前后对照: of all that the deed says, in the order in which it says it; — where it says nothing."""
    before, after = deed.before or {}, deed.after or {}
    return [
        Changed(name, _words(before, name), _words(after, name))
        for name in dict.fromkeys((*before, *after))
    ]


def deed_table(found: QuerySet[Deed], lens: Lens) -> Table:
    """日志表: the newest first."""
    columns = (
        Column("at", _("时间")),
        Column("actor", _("用户")),
        Column("agency", _("单位")),
        Column("region", _("区划")),
        Column("verb", _("事项")),
        Column("concept", _("类别")),
        Column("subject", _("对象")),
        Column("reason", _("理由")),
        Column("source", _("出处")),
    )
    office = Agency.objects.filter(code=OuterRef("agency")).values("name")
    named = found.select_related("region").annotate(office=Subquery(office))
    rows = DeedRows(named, deed_names())
    notes = (_("电话、账号、证件号已遮盖。"),)
    return Table("deeds", _("日志"), columns, rows, lens.unit, notes=notes)


class DeedRows(Sequence[Row]):
    """逐页取: what is shown is read a page at a time; written out, it is streamed."""

    def __init__(self, found: QuerySet[Deed], names: dict[str, str]) -> None:
        self._found = found
        self._names = names
        self._size: int | None = None

    def __len__(self) -> int:
        if self._size is None:
            self._size = self._found.count()
        return self._size

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self._row(each) for each in self._found[place]]
        return self._row(self._found[place])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self._found.iterator(chunk_size=_AT_ONCE))

    def _row(self, deed: Deed) -> Row:
        at = timezone.localtime(deed.at).strftime("%Y-%m-%d %H:%M:%S")
        cells = (
            Cell(at, reverse("journal-deed", args=[deed.pk])),
            Cell(deed.actor),
            Cell(getattr(deed, "office", "") or deed.agency),
            Cell(deed.region.name),
            Cell(self._names.get(deed.verb, deed.verb)),
            Cell(str(CONCEPTS.get(deed.concept, deed.concept))),
            Cell(masked_text(deed.subject)),
            Cell(masked_text(deed.reason) or "—"),
            Cell(masked_text(deed.source) or "—"),
        )
        return Row(cells)


def _words(state: dict[str, object], name: str) -> str:
    if name not in state:
        return "—"
    value = state[name]
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return masked_text(said)
