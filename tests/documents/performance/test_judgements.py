"""评价对照表: self-evaluation, review and confirmation side by side, with the reason of each change."""

from __future__ import annotations

from fractions import Fraction

from zhida.core.performance.review import JudgedRow, Judgement, Stage
from zhida.documents.performance.judgements import reason_lines, scaled_words, stages_sheet


def judged(stage: Stage, persons: int, words: str, *, apart: bool = False) -> Judgement:
    """Execution 10, persons of 60, and 30 that may be out of the count."""
    rows = (
        JudgedRow("预算执行", Fraction(10), "", Fraction(10), "100%"),
        JudgedRow("救助人次", Fraction(60), "800", Fraction(persons), words),
        JudgedRow("满意度", Fraction(30), "", Fraction(0 if apart else 30), "问卷", not apart),
    )
    earned = sum(each.points for each in rows)
    scale = Fraction(100, 70) if apart else Fraction(1)
    return Judgement(stage, 2025, rows, scale, earned * scale, "良", "李审")


SELF = judged(Stage.SELF, 48, "800 ÷ 1000 × 60")


def test_what_a_reviewer_changed_stands_beside_with_its_sign() -> None:
    sheet = stages_sheet("评价", [SELF, judged(Stage.REVIEW, 40, "有8人次没有凭证")])
    assert sheet.heads[4:6] == ("自评", "复核")
    assert sheet.rows[1][4:] == ("48.00", "40.00", "−8.00", "有8人次没有凭证")
    assert sheet.rows[0][6] == "" and sheet.rows[-1][4:7] == ("88.00（良）", "80.00（良）", "−8.00")


def test_a_row_out_of_the_count_has_no_points_and_the_rest_is_scaled() -> None:
    found = judged(Stage.SELF, 48, "", apart=True)
    sheet = stages_sheet("评价", [found])
    assert sheet.rows[2][4] == "不计分"
    assert scaled_words(found).startswith("10.00 + 48.00 = 58.00；58.00 × ")
    assert scaled_words(found).endswith("= 82.86")


def test_the_reasons_say_who_changed_what_into_what() -> None:
    lines = reason_lines([SELF, judged(Stage.REVIEW, 40, "有8人次没有凭证")])
    assert lines[1] == "1 救助人次：800 ÷ 1000 × 60"
    assert "复核“救助人次”48.00改为40.00：有8人次没有凭证" in lines
    assert lines[-1] == "总分：10.00 + 40.00 + 30.00 = 80.00"
