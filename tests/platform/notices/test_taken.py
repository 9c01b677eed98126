"""收文: what is no notice at all is told as that, and not asked about."""

from __future__ import annotations

from pathlib import Path

from zhida.platform.notices.taken import take


def test_a_bare_table_is_no_notice(tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    table.write_text("名称,金额\n甲县,3\n", encoding="utf-8")
    taken, unread = take([table])
    assert taken == ()
    (told,) = unread
    assert told.file == "表.csv" and "不是下达通知" in told.reason


def test_a_notice_with_its_annex_in_a_table_is_taken(root: Path) -> None:
    taken, unread = take(
        [*(root / "samples").glob("06*.docx"), *(root / "samples").glob("06*.xlsx")]
    )
    assert len(taken) == 1 and unread == ()
