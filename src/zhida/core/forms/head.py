"""表头 head: whose form it is, of what period, filled in when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from zhida.core.forms.shapes import FormShape


@dataclass(frozen=True, slots=True)
class FormHead:
    """表头: `owner` is the agency's code, `name` as printed; `period` as printed ("2025年3月").

    `since` is the first day of the period, None where it is the year; `filed_on` the day
    of filling in, None where it is left to the hand. `words` are those of the heads
    (see `shapes.head_words`).
    """

    owner: str
    name: str
    as_of: datetime.date
    period: str = ""
    since: datetime.date | None = None
    filed_on: datetime.date | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    def fields(self, shape: FormShape) -> tuple[tuple[str, str], ...]:
        """The labelled lines above the table.

        >>> from zhida.core.forms.shapes import shape
        >>> head = FormHead("650102-finance", "天山区财政局", datetime.date(2025, 3, 31))
        >>> head.fields(shape("feedback"))
        (('填报日期', ''),)
        """
        filed = self.filed_on.isoformat() if self.filed_on else ""
        return tuple((label, self._value(label, filed)) for label in shape.fields)

    def _value(self, label: str, filed: str) -> str:
        if label.endswith("日期"):
            return filed
        return self.period if label.startswith("所属") else self.name
