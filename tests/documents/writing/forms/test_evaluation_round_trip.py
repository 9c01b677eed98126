"""自评表往返: any self-evaluation that is written is read as it was, with the same things wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.documents.writing.forms.evaluations import self_evaluations

from zhida.core.performance.evaluation import SelfEvaluation
from zhida.core.performance.recompute import Recomputed, recompute
from zhida.documents.parsing.evaluation import read_self_evaluations
from zhida.documents.writing.forms import form_files
from zhida.documents.writing.notice import Format


def read_back(form: SelfEvaluation, kind: Format, folder: Path) -> SelfEvaluation:
    """A form written in a format, and read from that file alone."""
    path = folder / f"自评表.{kind}"
    path.write_bytes(form_files(form, "自评表", formats=[kind])[0].data)
    (found,) = read_self_evaluations(path)
    return found


@pytest.mark.parametrize("kind", list(Format))
@settings(
    deadline=None,
    max_examples=10,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],
)
@given(form=self_evaluations())
def test_any_self_evaluation_reads_back_equal_with_the_same_findings(
    tmp_path: Path, kind: Format, form: SelfEvaluation
) -> None:
    """On one page or several: no page end of ours parts a row, and the reader knows it."""
    found = read_back(form, kind, tmp_path)
    assert found == form
    assert found.scored == form.scored
    again = read_back(found, kind, tmp_path)
    before, after = recompute(found), recompute(again)
    assert after.score == before.score
    assert [each.sentence for each in after.findings] == [each.sentence for each in before.findings]
    exact, printed = _codes(recompute(form)), _codes(before)
    assert not printed - exact
    assert set(exact - printed) <= ROUNDED


ROUNDED = {"S01", "S03", "S04", "S10"}
"""Rate, points of execution, sums: printed in 0.01万元 they have that much room; fen have none."""


def _codes(found: Recomputed) -> Counter[str]:
    return Counter(each.code for each in found.findings)
