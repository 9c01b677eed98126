"""完成值格: what stands in a cell of a filled form is a value, words, or told to be neither."""

import pytest

from zhida.core.performance.evaluation import EntryState
from zhida.core.provenance import Source
from zhida.documents.blocks import Cell
from zhida.documents.parsing.evaluation.entries import reached_entry
from zhida.documents.parsing.performance.grid import Box


def box(text: str) -> Box:
    """A cell of the column of values."""
    return Box(Cell(1, 1, text, Source("自评表.docx")), text, 1, 1)


@pytest.mark.parametrize(
    "words", ["达成年度指标（得分比例80%）", "部分达成年度指标并具有一定效果（得分比例62.5%）"]
)
def test_a_grade_as_our_own_forms_print_it_is_words_and_not_a_placeholder(words: str) -> None:
    entry = reached_entry(box(words), 2025, "困难群众看病就医方便程度")
    assert entry.state is EntryState.VALUE
    assert entry.value is not None
    assert entry.value.words == words


@pytest.mark.parametrize("text", ["≥**%", "约95%左右", "≥95%"])
def test_a_placeholder_a_guess_and_a_limit_are_no_value(text: str) -> None:
    assert reached_entry(box(text), 2025, "一站式结算覆盖率").state is EntryState.UNREADABLE
