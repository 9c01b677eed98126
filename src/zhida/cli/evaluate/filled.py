"""填好的自评表 filled: the one self-evaluation that a file holds, or why it can't be taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhida.cli.console import output
from zhida.cli.installation import refuse
from zhida.cli.targets.sheets import tell

if TYPE_CHECKING:
    from zhida.core.performance.evaluation import SelfEvaluation
    from zhida.platform.reports.self_evaluating import Filed


def filled_form(path: Path) -> SelfEvaluation:
    """The self-evaluation of a file; refused where there is none, or more than one."""
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.parsing.evaluation import NoSelfEvaluation, read_self_evaluations

    if not path.is_file():
        refuse(f"没有这个文件：{path}")
    try:
        found = read_self_evaluations(path)
    except (UnreadableFile, NoSelfEvaluation) as wrong:
        refuse(str(wrong))
    if len(found) != 1:
        refuse(f"{path}里有{len(found)}张自评表，一次报送一张。请分成各自的文件")
    return found[0]


def tell_filed(filed: Filed) -> None:
    """What was filed, its score, and what is wrong with the form."""
    from zhida.core.performance.points import points_text

    score = filed.found.score
    assert score.total is not None
    output().print(
        f"评价{filed.evaluation.pk}：{filed.evaluation.agency.name}{score.policy.year}年"
        f"“{filed.fund}”自评{points_text(score.total)}分（{score.grade}）",
        soft_wrap=True,
    )
    tell(filed.found.findings)
