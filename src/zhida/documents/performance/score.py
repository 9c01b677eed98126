"""评分 score: a filled self-evaluation from its file, worked out again."""

from __future__ import annotations

from os import PathLike

from zhida.core.performance.recompute import Recomputed, recompute
from zhida.documents.parsing.evaluation import NoSelfEvaluation, read_self_evaluations


def score(path: str | PathLike[str], year: int | None = None) -> tuple[Recomputed, ...]:
    """重算: every filled self-evaluation form of a file, worked out again and compared.

    `.score` has the points row by row with their arithmetic, `.findings` where the form
    differs from its own figures. `year` stands in where a form prints none. Raises
    `UnreadableFile`, `NoSelfEvaluation` for a file without such a form or without any year,
    `zhida.core.parameters.ParameterError` for a year of which no weights are known.

        (found,) = zhida.score("自评表.docx")
        found.score.total, [each.sentence for each in found.findings]
    """
    forms = read_self_evaluations(path)
    for form in forms:
        if form.year is None and year is None:
            raise NoSelfEvaluation(
                f"{path}没有写年度，不知按哪一年的办法计分。请写明年度（命令行用 --year）"
            )
    return tuple(recompute(form, year) for form in forms)
