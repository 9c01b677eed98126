"""更正接口 correction: money on a wrong line, undone and booked anew down the chain; the ends of the chains."""

from __future__ import annotations

from typing import Literal

from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.platform.api.act_routes import PaperAsked, PostedTold
from zhida.platform.api.bearer import Call
from zhida.platform.api.refusing import Refused, not_there
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Number, Told, Words, Year
from zhida.platform.journal.sealing import current_head as journal_head
from zhida.platform.ledger.correcting import Corrected, Mended, correct_chain
from zhida.platform.ledger.queries import booked_vouchers
from zhida.platform.ledger.sealing import current_head as ledger_head
from zhida.platform.ledger.vouchers import stored_vouchers
from zhida.platform.regions.models import Agency

routes = Routes("更正与封存")


class MendedAsked(Asked):
    """改正: the elements of the line that were wrong, as they should be; what isn't said stays."""

    flag: Code | None = None
    regime: Regime | None = None
    transfer_project: Code | None = None
    source: FundingSource | None = None
    budget: BudgetKind | None = None
    purpose: Words | None = None
    transfer_function: Code | None = None
    function: Code | None = None
    project: Code | None = None

    def mended(self) -> Mended:
        """As the ledger takes it."""
        if not self.model_fields_set:
            raise Refused(422, "invalid", "没有写更正什么", "至少写一项应为什么", "mended")
        return Mended(
            self.flag,
            self.regime,
            self.transfer_project,
            self.source,
            self.budget,
            self.purpose,
            self.transfer_function,
            self.function,
            self.project,
        )


class CorrectAsked(Asked):
    """更正: on a paper. `whole_chain` undoes what those below have done with it, `look` books nothing."""

    mended: MendedAsked
    paper: PaperAsked
    whole_chain: bool = False
    look: bool = False


class CorrectedTold(Told):
    """更正结果: how many vouchers undo, how many book anew, whose; `posted` is empty where one only looks."""

    undone: int
    again: int
    holders: list[str]
    lines: list[str]
    posted: list[PostedTold]


class HeadTold(Told):
    """封存首: the last block of a chain and its hash, to be held outside; block 0 before the first."""

    chain: Literal["ledger", "journal"]
    block: int
    hash: str


@routes.write("/ledger/vouchers/{year}/{number}/correct", "correct_chain")
def correct_voucher(call: Call, year: Year, number: Number, body: CorrectAsked) -> CorrectedTold:
    """逐级更正: a voucher that brought money in on a wrong line, and all that was done with it since."""
    if not booked_vouchers([(year, number)]):
        raise not_there("凭证")
    (stored,), _ = stored_vouchers([(year, number)])
    call.region(one(Agency.objects, "单位", code=stored.holder).region_id, "correct_chain")
    done = correct_chain(
        call.actor,
        year,
        number,
        body.mended.mended(),
        body.paper.paper(),
        whole_chain=body.whole_chain,
        look=body.look,
    )
    return _told(done)


@routes.read("/seals", "verify")
def seals(call: Call) -> list[HeadTold]:
    """封存首: of the ledger and of the journal, so that another system can keep them."""
    heads = ((ledger_head(), "ledger"), (journal_head(), "journal"))
    return [
        HeadTold(chain=name, block=head.block, hash=head.hash.hex())  # type: ignore[arg-type]
        for head, name in heads
    ]


def _told(done: Corrected) -> CorrectedTold:
    undone = sum(each.reverses is not None for each in done.correction.vouchers)
    return CorrectedTold(
        undone=undone,
        again=len(done.correction.vouchers) - undone,
        holders=list(done.holders),
        lines=[each.digest.hex() for each in done.correction.lines],
        posted=[
            PostedTold(year=each.year, number=each.number, replayed=each.replayed)
            for each in done.posted
        ],
    )
