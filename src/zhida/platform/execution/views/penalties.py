"""扣减建议页 views: what slow execution would take from next year's money, with its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zhida.core.execution.penalties import PartyCut, PenaltyProposal
from zhida.core.execution.penalty_schemes import PenaltyScheme, penalty_schemes
from zhida.core.ledger.errors import LedgerError
from zhida.platform.access.queries import about
from zhida.platform.execution.penalising import Wish, propose_penalties, proposed
from zhida.platform.ledger.figures import AVAILABLE, Asked
from zhida.platform.ledger.origins import step_href
from zhida.platform.ledger.views.lines import day_of
from zhida.platform.pages.buttons import button
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import Item, Origin, show_origin
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


@dataclass(frozen=True, slots=True)
class _Told:
    name: str
    lines: tuple[str, ...]


@page("see")
def penalties(looking: Looking) -> HttpResponse:
    """扣减建议: chosen a scheme and a day, the proposal; nothing is taken by it."""
    lens, sent = looking.lens, looking.request.POST
    schemes = _schemes(lens.year)
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
    return show(looking, "execution/penalties.html", context, [_table(proposal, wish, lens)])


@page("see")
def penalty_origin(looking: Looking) -> HttpResponse:
    """扣减数字的来历: of one place (`?place=`) or all: base, cut, returned or kept (`?of=`)."""
    lens, said = looking.lens, looking.request.GET
    scheme = next((s for s in _schemes(lens.year) if s.code == said.get("scheme")), None)
    day = day_of(said.get("on", ""))
    if scheme is None or day is None:
        raise Http404
    wish = Wish(scheme, lens.year, day, lens.region)
    try:
        proposal = proposed(wish, lens.region)
    except LedgerError as refused:
        raise Http404 from refused
    of, place = said.get("of", ""), said.get("place", "")
    names = _names()
    chosen = [each for each in proposal.cuts if place in ("", each.party.code)]
    if of not in names or not chosen:
        raise Http404
    if not place:
        items = [Item(e.party.name, _fen(e, of), _href(wish, e, of)) for e in chosen]
        title, value = names[of], sum(_fen(each, of) for each in chosen)
        return show_origin(looking, Origin(title, value, items=items))
    (cut,) = chosen
    return show_origin(looking, _of_one(wish, cut, of, f"{cut.party.name} {names[of]}"))


def _names() -> dict[str, str]:
    return {"base": _("基数"), "cut": _("扣减"), "returned": _("分回"), "kept": _("扣减后")}


def _of_one(wish: Wish, cut: PartyCut, of: str, title: str) -> Origin:
    """A figure of one place: what is kept adds up, what is cut or returned is an arithmetic."""
    names = _names()
    base = Item(names["base"], cut.party.base_fen, _href(wish, cut, "base"))
    if of == "kept":
        taken = Item(_("减：扣减"), -cut.cut_fen, _href(wish, cut, "cut"))
        back = Item(_("加：分回"), cut.returned_fen, _href(wish, cut, "returned"))
        formula = _("扣减后 = 基数 − 扣减 + 分回")
        return Origin(title, cut.kept_fen, formula=formula, items=[base, taken, back])
    formula = "；".join(cut.arithmetic)
    return Origin(title, _fen(cut, of), formula=formula, items=[base], adds=False)


def _fen(cut: PartyCut, of: str) -> int:
    return cut.party.base_fen if of == "base" else int(getattr(cut, f"{of}_fen"))


def _href(wish: Wish, cut: PartyCut | None, of: str) -> str:
    """A base is what the place got by the ledger; the others are computed anew."""
    if cut is not None and of == "base":
        own = cut.party.above == cut.party.code
        source = str(wish.source or "")
        fund = wish.fund or wish.scheme.fund
        return step_href(
            Asked(
                wish.year, AVAILABLE, cut.party.code, own=own, fund=fund, source=source, on=wish.day
            )
        )
    said = {"scheme": wish.scheme.code, "on": wish.day.isoformat(), "of": of}
    lens = {"year": str(wish.year), "region": wish.region}
    place = {"place": cut.party.code} if cut is not None else {}
    return f"{reverse('penalty-origin')}?{urlencode(said | place | lens)}"


def _schemes(year: int) -> list[PenaltyScheme]:
    """Those that look at what the ledger says: scores come from a file, to the command."""
    return [each for each in penalty_schemes(year) if each.measure != "score"]


def _table(proposal: PenaltyProposal, wish: Wish, lens: Lens) -> Table:
    def money(cut: PartyCut | None, of: str, fen: int, tone: str = "") -> Cell:
        return Cell(fen, _href(wish, cut, of), tone=tone)

    rows = [
        Row(
            (
                Cell(each.party.name),
                money(each, "base", each.party.base_fen),
                Cell(each.party.told or None),
                money(each, "cut", each.cut_fen, "late" if each.cut_fen else ""),
                money(each, "returned", each.returned_fen),
                money(each, "kept", each.kept_fen),
            )
        )
        for each in proposal.cuts
    ]
    whole = {of: sum(_fen(each, of) for each in proposal.cuts) for of in _names()}
    base, *others = (money(None, of, fen) for of, fen in whole.items())
    names = _names()
    return Table(
        "penalties",
        _("扣减建议"),
        (
            Column("name", _("地方")),
            Column("base", names["base"], Kind.MONEY),
            Column("told", _("考核数")),
            *(Column(of, names[of], Kind.MONEY) for of in ("cut", "returned", "kept")),
        ),
        rows,
        lens.unit,
        wish.day,
        Row((Cell(_("合计")), base, Cell(None), *others)),
        notes=(_("本表是建议，由人决定；算式逐地列在下面。"),),
    )
