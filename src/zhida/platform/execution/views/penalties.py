"""扣减建议页 views: what slow execution would take from next year's money, with its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.execution.penalties import PenaltyProposal
from zhida.core.execution.penalty_schemes import PenaltyScheme, penalty_schemes
from zhida.core.ledger.errors import LedgerError
from zhida.platform.access.queries import about
from zhida.platform.execution.penalising import Wish, propose_penalties
from zhida.platform.ledger.figures import AVAILABLE, Asked
from zhida.platform.ledger.origins import step_href
from zhida.platform.ledger.views.lines import day_of
from zhida.platform.pages.buttons import button
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


@dataclass(frozen=True, slots=True)
class _Told:
    name: str
    lines: tuple[str, ...]


@page("see")
def penalties(looking: Looking) -> HttpResponse:
    """扣减建议: chosen a scheme and a day, the proposal; nothing is taken by it."""
    lens, sent = looking.lens, looking.request.POST
    schemes = [each for each in penalty_schemes(lens.year) if each.measure != "score"]
    chosen = next((each for each in schemes if each.code == sent.get("scheme")), None)
    context: dict[str, object] = {
        "schemes": schemes,
        "chosen": chosen,
        "on": sent.get("on", ""),
        "propose": button(
            looking,
            "propose_penalty",
            about(lens.region),
            _("算出建议"),
            f"{reverse('penalties')}?{lens.query}",
        ),
        "tab": "penalties",
    }
    if looking.request.method != "POST" or chosen is None:
        return show(looking, "execution/penalties.html", context)
    wish = Wish(
        chosen, lens.year, day_of(sent.get("on", "")) or chosen.measured_on(lens.year), lens.region
    )
    try:
        with transaction.atomic():
            proposal = propose_penalties(looking.actor, wish)
    except LedgerError as refused:
        messages.error(looking.request, str(refused))
        return show(looking, "execution/penalties.html", context)
    arithmetic = [_Told(e.party.name, e.arithmetic) for e in (*proposal.above, *proposal.cuts)]
    context |= {"proposal": proposal, "arithmetic": arithmetic, "day": wish.day}
    return show(
        looking, "execution/penalties.html", context, [_table(proposal, wish, lens, chosen)]
    )


def _table(proposal: PenaltyProposal, wish: Wish, lens: Lens, scheme: PenaltyScheme) -> Table:
    source = str(wish.source or "")
    passes = bool(proposal.above)

    def base(code: str) -> str:
        asked = Asked(
            wish.year, AVAILABLE, region=code, fund=scheme.fund, source=source, on=wish.day
        )
        return "" if passes else step_href(asked)

    rows = [
        Row(
            (
                Cell(each.party.name),
                Cell(each.party.base_fen, base(each.party.code)),
                Cell(each.party.told or None),
                Cell(each.cut_fen, tone="late" if each.cut_fen else ""),
                Cell(each.returned_fen),
                Cell(each.kept_fen),
            )
        )
        for each in proposal.cuts
    ]
    returned = sum(each.returned_fen for each in proposal.cuts)
    kept = sum(each.kept_fen for each in proposal.cuts)
    total = (proposal.base_fen, None, proposal.cut_fen, returned, kept)
    return Table(
        "penalties",
        _("扣减建议"),
        (
            Column("name", _("地方")),
            Column("base", _("基数"), Kind.MONEY),
            Column("told", _("考核数")),
            Column("cut", _("扣减"), Kind.MONEY),
            Column("returned", _("分回"), Kind.MONEY),
            Column("kept", _("扣减后"), Kind.MONEY),
        ),
        rows,
        lens.unit,
        wish.day,
        Row((Cell(_("合计")), *(Cell(each) for each in total))),
        notes=(_("本表是建议，由人决定；算式逐地列在下面。"),),
    )
