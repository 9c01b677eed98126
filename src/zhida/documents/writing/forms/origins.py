"""来历 origins: what every figure of a form rests on, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.core.figures import Evidence, EvidenceKind, Figure
from zhida.core.forms.form import FormTable
from zhida.core.money import Unit, format_fen
from zhida.documents.writing.forms.cells import cell_text
from zhida.documents.writing.forms.grid import Notes

HEADS = ("行", "栏目", "数值", "计算口径", "来历", "编号", "说明", "金额（元）")
KIND_NAMES = {
    EvidenceKind.VOUCHER: "记账凭证",
    EvidenceKind.PAYMENT: "国库支付",
    EvidenceKind.LINE: "指标行",
    EvidenceKind.FILING: "下级报表",
    EvidenceKind.RECORD: "业务记录",
    EvidenceKind.FILE: "证明材料",
    EvidenceKind.PRINTED: "原件",
}


def origins(form: FormTable) -> tuple[list[tuple[str, ...]], Notes]:
    """来历表: the rows below their head, and for each figure's place its first row.

    A figure without evidence has one row that tells its formula; a sum of the form's
    own rows needs none, since the rows tell it.
    """
    rows: list[tuple[str, ...]] = [HEADS]
    notes: Notes = {}
    for at, row in enumerate(form.rows):
        for place, column in enumerate(form.columns):
            cell = row[place]
            if not isinstance(cell, Figure) or not (cell.formula or cell.evidence):
                continue
            notes[at, place] = len(rows)
            name = "".join(column.header[-1].split())
            text = cell_text(cell, column.kind, form.unit)
            lead = (f"第{at + 1}行", name, text, cell.formula)
            first, *others = _evidence(cell.evidence)
            rows.append((*lead, *first))
            rows += [(lead[0], lead[1], "", "", *each) for each in others]
    return (rows if len(rows) > 1 else []), notes


def _evidence(evidence: Sequence[Evidence]) -> Iterator[tuple[str, str, str, str]]:
    if not evidence:
        yield "", "", "", ""
    for each in evidence:
        fen = "" if each.fen is None else format_fen(each.fen, Unit.YUAN, places=2)
        words = each.words or (each.source.describe() if each.source else "")
        yield KIND_NAMES[each.kind], each.key, words, fen.removesuffix("元")
