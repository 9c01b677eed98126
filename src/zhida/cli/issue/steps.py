"""步骤 steps: who acts, what a step writes, and every refusal as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from zhida.cli.console import messages, output
from zhida.cli.installation import installation, refuse

if TYPE_CHECKING:
    from zhida.platform.access.policy import Actor
    from zhida.platform.allocation.models import Plan
    from zhida.platform.allocation.papers import Letter


@contextmanager
def acting_for(name: str | None) -> Iterator[Actor]:
    """Who acts. Every step is a transaction of its own, so none is opened here."""
    with installation():
        from zhida.core.allocation import AllocationError
        from zhida.core.notice.issuing import DraftError
        from zhida.documents.allocation.faults import FaultyInput
        from zhida.documents.errors import UnreadableFile
        from zhida.documents.writing.notice import TypefaceError, WordingError
        from zhida.platform.access.actors import actor

        try:
            yield actor(name)
        except (AllocationError, DraftError, TypefaceError, WordingError, UnreadableFile) as wrong:
            refuse(str(wrong))
        except FaultyInput as wrong:
            refuse(str(wrong))


def letter_of(file: Path | None, notices: list[Path] | None) -> Letter:
    from dataclasses import replace

    import zhida
    from zhida.platform.allocation.letter_file import read_letter
    from zhida.platform.allocation.papers import Letter

    letter = read_letter(file) if file else Letter()
    return replace(letter, upstream=zhida.read(*notices)) if notices else letter


def write_papers(actor: Actor, plan: Plan, stage: str, out: Path | None) -> None:
    from zhida.platform.scope import scope

    if out is None:
        return
    with scope(actor.region):
        papers = list(plan.papers.filter(stage=stage))
    try:
        out.mkdir(parents=True, exist_ok=True)
        for paper in papers:
            (out / paper.name).write_bytes(paper.content)
            output().print(f"{out / paper.name}  SHA-256 {paper.sha256}", soft_wrap=True)
    except OSError as refused:
        refuse(
            f"无法写入“{out}”（{refused.strerror}）。这一步已经办好，文稿存在方案{plan.pk}中："
            f"请换一个文件夹，用 zhida issue papers {plan.pk} --out 文件夹 取出"
        )


def say(sentence: str) -> None:
    messages().print(sentence, soft_wrap=True)
