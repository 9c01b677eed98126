"""签发查询 marks: whose notice a verification mark is of, wherever in the country it was issued.

Who holds a notice from above holds its mark, but sees no plan of the agency above: so this
one question is asked of the whole country, and answers no more than the notice itself says.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from zhida.core.allocation.states import State
from zhida.core.notice import Notice
from zhida.platform.allocation.models import Plan
from zhida.platform.allocation.papers import read_back
from zhida.platform.scope import scope

NATION = "100000"


@dataclass(frozen=True, slots=True)
class Issued:
    """签发: who issued the notice of a mark, when, under which number, from which plan."""

    mark: str
    plan: int
    region: str
    agency: str
    title: str
    number: str
    signed_on: datetime.date
    withdrawn: bool

    @property
    def words(self) -> str:
        """In one Chinese sentence."""
        end = "；方案后来撤回，文件已作废" if self.withdrawn else ""
        return (
            f"{self.agency}{self.signed_on}签发的{self.number}，"
            f"出自方案{self.plan}“{self.title}”{end}"
        )


def issued_under(mark: str) -> Issued | None:
    """签发: the notice of a mark, the newest where one was withdrawn and issued again."""
    with scope(NATION):
        found = Plan.objects.filter(mark=mark).exclude(mark="").select_related("agency")
        plan = found.order_by("-pk").first()
        if plan is None or plan.signed_on is None:
            return None
        return Issued(
            mark,
            plan.pk,
            plan.region_id,
            plan.agency.name,
            plan.title,
            plan.number,
            plan.signed_on,
            plan.state == State.WITHDRAWN,
        )


def issued_notice(issued: Issued) -> Notice:
    """签发件: what the document that was issued says, as the reader of now reads it."""
    with scope(NATION):
        papers = Plan.objects.get(pk=issued.plan).papers
        paper = papers.filter(stage="signed", name__endswith=".docx").get()
        return read_back(paper.name, bytes(paper.content))
