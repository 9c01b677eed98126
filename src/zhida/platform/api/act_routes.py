"""记账接口 acts: what a holder does with its own lines; each is one voucher or none."""

from __future__ import annotations

from typing import Literal

from zhida.platform.api.bearer import Call
from zhida.platform.api.refusing import Refused, not_there
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Day, FenAsked, Number, Said, Told, Words, Year
from zhida.platform.ledger import acting, sending_back
from zhida.platform.ledger.posting import Posted
from zhida.platform.ledger.queries import booked_vouchers, find_lines
from zhida.platform.ledger.vouchers import stored_vouchers
from zhida.platform.regions.models import Agency

routes = Routes("记账")

Verb = Literal[
    "release",
    "refine",
    "register",
    "enable",
    "apply",
    "pay",
    "refund",
    "reduce",
    "adjust",
    "return",
    "retrieve",
]
"""事项: what a holder may do on its own paper; notices and plans have routes of their own."""


class PaperAsked(Asked):
    """依据: the paper that an act rests on; `ordinal` tells instalments apart."""

    number: Said
    day: Day
    reason: Words = ""
    ordinal: int = 1

    def paper(self) -> acting.Paper:
        """The paper as the ledger takes it."""
        if not 1 <= self.ordinal <= 9999:
            raise Refused(422, "invalid", "序号应在1至9999之间", "请改正", "paper.ordinal")
        return acting.Paper(self.number, self.day, self.reason, self.ordinal)


class FinerAsked(Asked):
    """细化到."""

    implementing_project: Code = ""
    function: Code = ""
    gov_econ: Code = ""
    dept_econ: Code = ""


class ActAsked(Asked):
    """办理: a verb upon the line that `line` names, on a paper.

    `onto` is the line that money is adjusted to, `finer` what it is refined or registered
    to, `account` the kind of account that is refined, adjusted, returned or retrieved,
    `sender` who sent back what is retrieved.
    """

    verb: Verb
    line: Said
    amount_fen: FenAsked
    paper: PaperAsked
    onto: Code = ""
    finer: FinerAsked = FinerAsked()
    account: Literal["pending", "expected", "registered", "executable"] = "pending"
    sender: Code = ""
    condition_met: bool = False


class OnPaper(Asked):
    """依据."""

    paper: PaperAsked


class PostedTold(Told):
    """已记账: `replayed` where it had been booked before."""

    year: int
    number: int
    replayed: bool


@routes.write("/ledger/acts", "")
def act(call: Call, body: ActAsked) -> PostedTold:
    """办理: release, refine, register, enable, apply, pay, refund, reduce, adjust, return, retrieve."""
    call.within(body.verb)
    call.region("", body.verb)
    if not find_lines(body.line):
        raise not_there("指标")
    paper, expected = body.paper.paper(), body.account == "expected"
    if body.verb == "return":
        return _told(
            sending_back.return_up(call.actor, body.line, body.amount_fen, paper, expected=expected)
        )
    if body.verb == "retrieve":
        if body.sender:
            one(Agency.objects, "单位", code=body.sender)
        return _told(
            sending_back.retrieve(
                call.actor,
                body.line,
                body.amount_fen,
                paper,
                sender=body.sender,
                expected=expected,
            )
        )
    finer = body.finer
    return _told(
        acting.act(
            call.actor,
            body.verb,
            body.line,
            body.amount_fen,
            paper,
            onto=body.onto,
            finer=acting.Finer(
                finer.implementing_project, finer.function, finer.gov_econ, finer.dept_econ
            ),
            kind=body.account,
            condition_met=body.condition_met,
        )
    )


@routes.write("/ledger/vouchers/{year}/{number}/reverse", "reverse")
def reverse(call: Call, year: Year, number: Number, body: OnPaper) -> PostedTold:
    """冲销: undoes a voucher of the actor's agency; not by who booked it."""
    if not booked_vouchers([(year, number)]):
        raise not_there("凭证")
    (stored,), _ = stored_vouchers([(year, number)])
    call.region(one(Agency.objects, "单位", code=stored.holder).region_id, "reverse")
    return _told(acting.reverse(call.actor, year, number, body.paper.paper()))


@routes.write("/ledger/years/{year}/close", "carry_over")
def close_year(call: Call, year: Year, body: OnPaper) -> list[PostedTold]:
    """年终结账: what the agency has left is carried over or written off."""
    return [_told(each) for each in acting.close(call.actor, year, body.paper.paper())]


@routes.write("/ledger/years/{year}/begin", "carry_in")
def begin_year(call: Call, year: Year, body: OnPaper) -> list[PostedTold]:
    """年初: takes in what was carried over from the year before."""
    return [_told(each) for each in acting.begin(call.actor, year, body.paper.paper())]


def _told(posted: Posted) -> PostedTold:
    return PostedTold(year=posted.year, number=posted.number, replayed=posted.replayed)
