"""图 charts: what a script draws in the browser; the table under each chart says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """图: traces and layout in Plotly's terms; `links` are addresses by node or point, in order.

    A value is in the unit of the lens already. No map traces: they fetch data from elsewhere.
    """

    key: str
    title: str
    traces: Sequence[Mapping[str, object]]
    layout: Mapping[str, object]
    links: Sequence[str] = ()

    @property
    def drawn(self) -> dict[str, object]:
        """What the script reads."""
        return {"traces": list(self.traces), "layout": self.layout, "links": list(self.links)}
