"""扣减文件 penalty_files: a proposal as the table that a plan takes, as json, and scores as read.

    name,基数,扣减,分回,扣减后,计算过程
    甲县,10.01,1,0,9.01,…

Amounts in 万元, to the fen. A plan takes it by `[penalties] file = "扣减.csv"`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from zhida.core.execution.penalties import PartyCut, PenaltyProposal
from zhida.core.money import Unit, format_fen
from zhida.documents.allocation.csv_table import read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.penalty_section import CUT, RETURNED
from zhida.documents.allocation.sections import plain_number
from zhida.documents.ledger.cells import neutral
from zhida.documents.parsing.normalise import clean
from zhida.documents.writing.replacing import replacing

SCORE = "得分"


def write_penalties(path: Path, proposal: PenaltyProposal) -> None:
    """csv: a row for each recipient; the arithmetic stands beside each."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "基数", CUT, RETURNED, "扣减后", "计算过程"])
        for each in proposal.cuts:
            fens = (each.party.base_fen, each.cut_fen, each.returned_fen, each.kept_fen)
            name, told = neutral(each.party.name), neutral("；".join(each.arithmetic))
            writer.writerow([name, *(_wan(fen) for fen in fens), told])


def penalties_text(proposal: PenaltyProposal) -> str:
    """json: money in fen."""
    scheme = proposal.scheme
    return json.dumps(
        {
            "scheme": scheme.code,
            "name": scheme.name,
            "basis": scheme.basis,
            "status": scheme.status,
            "source": scheme.source,
            "base_fen": proposal.base_fen,
            "cut_fen": proposal.cut_fen,
            "reserve_fen": proposal.reserve_fen,
            "cuts": _objects(proposal.cuts),
            "above": _objects(proposal.above),
        },
        ensure_ascii=False,
        indent=1,
    )


def _objects(cuts: Sequence[PartyCut]) -> list[dict[str, object]]:
    return [
        {
            "code": each.party.code,
            "name": each.party.name,
            "measure": None if each.party.measure is None else str(each.party.measure),
            "base_fen": each.party.base_fen,
            "cut_fen": each.cut_fen,
            "returned_fen": each.returned_fen,
            "kept_fen": each.kept_fen,
            "arithmetic": list(each.arithmetic),
        }
        for each in cuts
    ]


def read_scores(path: Path) -> dict[str, Fraction]:
    """读得分: name,得分 of each place, exactly. Raises `FaultyInput` with every wrong cell."""
    table = read_csv(path, SCORE)
    faults, scores = list(table.faults), {}
    for record in table.records:
        score = plain_number(clean(record.cells[SCORE]).text)
        if score is None or score > 100:
            faults.append(
                Fault(
                    path,
                    f"“{record.name}”的得分“{record.cells[SCORE]}”不是零到一百的数",
                    "只写数字",
                    record.line,
                    SCORE,
                )
            )
        else:
            scores[record.name] = score
    if faults:
        raise FaultyInput(faults)
    return scores


def _wan(fen: int) -> str:
    return format_fen(fen, Unit.WAN_YUAN).removesuffix(Unit.WAN_YUAN.label)
