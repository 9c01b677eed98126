"""下达 issuing: one level's money goes to the next by a plan, its paper, and the paper's booking there."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from demo.days import YEAR
from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Role
from zhida.platform.allocation import actions
from zhida.platform.allocation.models import Paper, Plan
from zhida.platform.allocation.papers import Letter
from zhida.platform.allocation.pool import HeldLine, Wanted, held_lines
from zhida.platform.allocation.proposal import Proposal
from zhida.platform.inbox.actions import enter
from zhida.platform.notices import actions as notices
from zhida.platform.notices.taken import Taken, take
from zhida.platform.obligations.births import give_birth
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

WAN = 1_000_000
"""万元, in fen."""
NAMES = {"general": "中央一般公共预算", "government_fund": "中央彩票公益金"}
Weights = Mapping[str, int]
"""By the code of a finance department, how much it gets beside the others."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who drafts and who reviews in a finance department."""

    region: str
    name: str

    @property
    def drafter(self) -> Actor:
        """经办."""
        return Actor(f"{self.name}经办", f"{self.region}-finance", self.region, Role.DRAFTER)

    @property
    def reviewer(self) -> Actor:
        """审核."""
        return Actor(f"{self.name}审核", f"{self.region}-finance", self.region, Role.REVIEWER)


def held(office: Office) -> tuple[HeldLine, ...]:
    """What the office has in hand."""
    with scope(office.region):
        return held_lines(office.drafter.agency, YEAR)


def shares(fen: int, weights: Weights) -> dict[str, int]:
    """Whole 万元 by weight; the last takes what is left over.

    >>> shares(10 * WAN, {"a": 1, "b": 2})
    {'a': 3000000, 'b': 7000000}
    """
    whole = sum(weights.values())
    found = {code: fen * weight // whole // WAN * WAN for code, weight in weights.items()}
    last = list(found)[-1]
    found[last] += fen - sum(found.values())
    return found


def draft(office: Office, title: str, weights: Weights, hundredths: int = 100) -> Plan:
    """A plan over so much of what is in hand."""
    lines = held(office)
    columns = [shares(_part(each, hundredths), weights) for each in lines]
    names = [NAMES[each.budget_kind] for each in lines]
    proposal = Proposal(
        title,
        YEAR,
        WAN,
        tuple(weights),
        tuple(Wanted(name, sum(col.values())) for name, col in zip(names, columns, strict=True)),
        tuple(tuple(column[code] for column in columns) for code in weights),
        upstream=lines[0].document,
    )
    chosen = {name: line.number for name, line in zip(names, lines, strict=True)}
    return actions.draft(office.drafter, proposal, chosen)


def issue(
    office: Office,
    title: str,
    weights: Weights,
    number: str,
    on: datetime.date,
    hundredths: int = 100,
) -> Taken:
    """From the draft to the money under way; answers the paper as its receivers read it."""
    plan = int(draft(office, title, weights, hundredths).pk)
    letter = Letter()
    actions.submit(office.drafter, plan)
    actions.approve(office.reviewer, plan)
    actions.send_out(office.drafter, plan, letter)
    actions.sign(office.reviewer, plan, letter, number, on)
    actions.book(office.reviewer, plan)
    with scope(office.region), tempfile.TemporaryDirectory() as folder:
        (paper,) = Paper.objects.filter(plan_id=plan, stage="signed", name__endswith=".docx")
        file = Path(folder) / paper.name
        file.write_bytes(bytes(paper.content))
        (taken,), _ = take([file])
    return taken


def received(receivers: Iterable[Office], taken: Taken, on: datetime.date) -> int:
    """Each registers the paper, books it, and tells the day; answers how many duties came of it."""
    duties = 0
    for each in receivers:
        who = each.drafter
        agency = Agency.objects.get(code=who.agency)
        document = notices.register(who, taken, agency)
        entered = enter(who, document, taken.checked.notice)
        if not entered.done:
            told = [finding.sentence for finding in entered.booked.booking.findings]
            raise LedgerError(f"{agency.name}没有入账：{'；'.join(told)}")
        births = give_birth(who, document, on, taken.checked.notice)
        duties += entered.duties + births.new
    return duties


def _part(line: HeldLine, hundredths: int) -> int:
    return line.available_fen * hundredths // 100 // WAN * WAN
