"""待确认 proposed: figures that were read from a picture and that nothing proves, for a person to confirm."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhida.core.booking import LETTER, Mend
from zhida.core.provenance import Source
from zhida.platform.notices.addresses import place_of
from zhida.platform.notices.models import Document


@dataclass(frozen=True, slots=True)
class Proposed:
    """待确认: the mend that confirming makes (the figure as it was read), and where it is printed."""

    mend: Mend
    source: Source | None


def proposed(document: Document) -> list[Proposed]:
    """待确认的格: of a stored notice, without those that somebody has decided already."""
    decided = {(each["row"], each["column"]) for each in document.answers.get("mends", ())}
    return [
        each
        for each in _unconfirmed(document.notice)
        if (each.mend.row, each.mend.column) not in decided
    ]


def confirmed(document: Document, chosen: Collection[int]) -> tuple[Mend, ...]:
    """确认: the mends of those whose place in the list was chosen."""
    every = proposed(document)
    return tuple(each.mend for place, each in enumerate(every) if place in chosen)


def _unconfirmed(stored: Mapping[str, Any]) -> Iterator[Proposed]:
    total = (stored.get("places") or {}).get("total")
    fen = stored["total"]["fen"]
    if total is not None and not total["confirmed"] and fen is not None:
        yield Proposed(Mend(LETTER, "", fen), place_of(total))
    for row in stored.get("allocation", ()):
        for each in row["measures"]:
            if each["kind"] != "money" or each["confirmed"] or each["fen"] is None:
                continue
            place = each["place"]
            yield Proposed(
                Mend(row["recipient"], each["column"] or "", each["fen"]),
                place_of(place) if place else None,
            )
