"""评分: a filled form from its file, each of the forms it holds; without a year nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.documents.parsing.evaluation.paper import as_docx, project_form

from zhida.documents.parsing.evaluation import NoSelfEvaluation
from zhida.documents.performance.score import score


def test_a_form_is_worked_out_again_from_its_own_figures(tmp_path: Path) -> None:
    (found,) = score(as_docx(project_form(), tmp_path / "自评表.docx"))
    assert found.score.total is not None and 0 <= found.score.total <= 100
    assert len(found.claims) == len(found.score.rows) > 0


def test_the_year_is_printed_or_told_and_never_guessed(tmp_path: Path) -> None:
    form = project_form()
    above = tuple(each for each in form.above if "年度" not in each)
    path = as_docx(replace(form, above=above), tmp_path / "自评表.docx")
    with pytest.raises(NoSelfEvaluation, match="没有写年度"):
        score(path)
    (whole,) = score(as_docx(form, tmp_path / "有年度.docx"))
    assert score(path, 2024)[0].score.total == whole.score.total


def test_a_file_without_such_a_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于下达补助资金的通知\n", encoding="utf-8")
    with pytest.raises(NoSelfEvaluation):
        score(path)
