"""别的文件 other_papers: what a file is that isn't a filled form, and what to do with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhida.documents.blocks import Document


def other_paper(file: Path, document: Document) -> str:
    """A sentence for a notice or a table of goals, "" for what is neither."""
    from zhida.core.rules.performance.tables import filled_tables
    from zhida.documents.parsing.notice import parse

    notice = parse([document])
    if notice.doc_number is not None:
        asked = "、".join(f"《{each.title}》" for each in notice.forms)
        inside = f"，所附{asked}是待填的表样" if asked else ""
        return (
            f"是通知（{notice.doc_number.value}）{inside}，不是填好的报表。"
            f"读通知用 zhida read {file}，检查用 zhida check；"
            "按账填好要报的表用 zhida report feedback 或 quarterly"
        )
    if notice.targets:
        if not filled_tables(notice):
            return "是空白的绩效目标表。填好后登记目标用 zhida targets set"
        return (
            f"是绩效目标表，不是填好的报表。登记目标用 zhida targets set {file}，"
            f"逐项核对用 zhida targets typed {file}"
        )
    return ""
