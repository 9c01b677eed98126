"""决定: what a person types of a notice is read as meant, or refused with the form to use."""

from __future__ import annotations

import pytest
import typer

from zhida.cli.booking_answers import answers_of, fen_of_words, mend_of
from zhida.core.booking import Answers
from zhida.core.notice import FundingSource


def told(**words: object) -> Answers:
    usual: dict[str, object] = {
        "same_as": "",
        "waive": (),
        "mend": (),
        "payee": (),
        "from_outside": "",
        "upstream": "",
        "year": None,
        "source": "",
        "fund": "",
        "date": "",
    }
    return answers_of(**(usual | words))  # type: ignore[arg-type]


def test_one_reason_may_settle_several_findings() -> None:
    assert told(waive=["n201,N202，N203=以标题为准"]).waived == {
        "N201": "以标题为准",
        "N202": "以标题为准",
        "N203": "以标题为准",
    }


def test_a_mend_names_row_column_and_amount_with_its_unit() -> None:
    mend = mend_of("水磨沟区/中央彩票公益金=40.87万元")
    assert (mend.row, mend.column, mend.fen) == ("水磨沟区", "中央彩票公益金", 40_870_000)
    assert mend_of("婺源县=150,000元").fen == 15_000_000
    assert mend_of("米东区=-3万元").fen == -3_000_000


@pytest.mark.parametrize("text", ["40.87", "四十万元", "0.001元", "万元"])
def test_an_amount_without_a_unit_or_digits_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="不是金额"):
        fen_of_words(text)


@pytest.mark.parametrize("option", ["waive", "mend", "payee"])
def test_an_answer_without_its_other_half_is_refused(option: str) -> None:
    with pytest.raises(typer.BadParameter, match="请写成"):
        told(**{option: ["N102="]})


def test_source_and_date_are_read() -> None:
    answers = told(source="自治区", date="2020-03-27")
    assert answers.source is FundingSource.PROVINCE
    assert answers.date is not None and answers.date.year == 2020
    with pytest.raises(typer.BadParameter, match="之一"):
        told(source="外国")
    with pytest.raises(typer.BadParameter, match="形式"):
        told(date="三月")
