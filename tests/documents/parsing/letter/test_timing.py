"""使用条件: what holds the money back."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.passages import passage_of
from zhida.documents.parsing.letter.timing import availability_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "此款待2025年预算年度开始后，再行拨付。",
            "此款待2025年预算年度开始后，再行拨付",
        ),
        ("一、列X。预算年度开始后方可支出。", "预算年度开始后方可支出"),
        ("待省人民代表大会批准后下达执行。", "待省人民代表大会批准后下达执行"),
        ("2024年1月1日起支付使用。", "2024年1月1日起支付使用"),
        ("请及时拨付使用资金。", None),
        ("待岗人员补助资金。", None),
    ],
)
def test_conditions(text: str, words: str | None) -> None:
    found = availability_in([passage_of(text, Source("x"))])
    assert (found.value if found else None) == words
