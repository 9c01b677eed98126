"""扣减 penalties: what slow execution takes from next year's money, to the fen, line by line.

A proposal, no act: people decide of it when next year's plan is made. Amounts are whole
fen by the largest remainder, equal ones by tie number (`core.allocation.bounds`); nobody
goes below zero, and all that is cut is given to others or kept, so that the sum stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from zhida.core.allocation.bounds import apportion, water_fill
from zhida.core.execution.pace import percent
from zhida.core.execution.penalty_schemes import CutGoes, PassThrough, PenaltyBand, PenaltyScheme
from zhida.core.money import format_fen


@dataclass(frozen=True, slots=True)
class Party:
    """扣减对象: whose money it is about.

    `base_fen` is what the cut is taken from. `measure` is in the scheme's unit (a rate of
    90 % is 90), None where it can't be told: then nothing is cut. `told` are the figures
    that the measure comes from ("支出45万元 ÷ 可用50万元"), `above` the code of the party
    whose cut is passed on to this one, "" for none.
    """

    code: str
    name: str
    base_fen: int
    measure: Fraction | None
    told: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class PartyCut:
    """扣减结果: of one party: `cut_fen` is taken, `returned_fen` comes from the cuts of others."""

    party: Party
    cut_fen: int
    returned_fen: int
    arithmetic: tuple[str, ...]

    @property
    def kept_fen(self) -> int:
        """扣减后: what is left, and what was given back."""
        return self.party.base_fen - self.cut_fen + self.returned_fen


@dataclass(frozen=True, slots=True)
class PenaltyProposal:
    """扣减建议: the cuts of all parties that receive; base = kept + reserve, exactly.

    `above` are the cuts of those whose money is passed on (prefectures), for the arithmetic.
    """

    scheme: PenaltyScheme
    cuts: tuple[PartyCut, ...]
    reserve_fen: int
    above: tuple[PartyCut, ...] = ()

    @property
    def cut_fen(self) -> int:
        """扣减合计."""
        return sum(each.cut_fen for each in self.cuts)

    @property
    def base_fen(self) -> int:
        """基数合计."""
        return sum(each.party.base_fen for each in self.cuts)


def propose(
    scheme: PenaltyScheme, parties: Sequence[Party], above: Sequence[Party] = ()
) -> PenaltyProposal:
    """提出扣减: of parties of one level, or with pass-through of those below `above`.

    A party of `above` has as its base the sum of those that name it; where the scheme
    passes nothing on, `above` isn't looked at.

    >>> from zhida.core.execution.penalty_schemes import penalty_scheme
    >>> slow, good = Party("1", "甲县", 1001, Fraction(50)), Party("2", "乙县", 2000, Fraction(95))
    >>> done = propose(penalty_scheme("rate", 2025), [slow, good])
    >>> [(each.party.name, each.cut_fen, each.returned_fen, each.kept_fen) for each in done.cuts]
    [('甲县', 100, 0, 901), ('乙县', 0, 100, 2100)]
    """
    upper: tuple[PartyCut, ...] = ()
    if scheme.pass_through is PassThrough.NONE:
        cuts = _measured(scheme, parties)
    else:
        upper = _measured(scheme, [_summed(each, parties) for each in above])
        cuts = _passed_on(scheme, parties, upper)
    returned = _returned(cuts) if scheme.cut_goes is CutGoes.REDISTRIBUTE else ()
    if returned:
        whole = [_with_return(cut, fen, cuts) for cut, fen in zip(cuts, returned, strict=True)]
        return PenaltyProposal(scheme, tuple(whole), 0, upper)
    return PenaltyProposal(scheme, cuts, sum(each.cut_fen for each in cuts), upper)


def _measured(scheme: PenaltyScheme, parties: Sequence[Party]) -> tuple[PartyCut, ...]:
    """Each by its own measure. The fen of all cuts together are the exact sum, rounded down."""
    bands = [None if each.measure is None else scheme.band_of(each.measure) for each in parties]
    exact = [
        band.cut_of(each.base_fen) if band else Fraction(0)
        for each, band in zip(parties, bands, strict=True)
    ]
    fens = _whole(exact, [each.code for each in parties])
    return tuple(
        PartyCut(party, fen, 0, _arithmetic(scheme, party, band, share, fen))
        for party, band, share, fen in zip(parties, bands, exact, fens, strict=True)
    )


def _passed_on(
    scheme: PenaltyScheme, parties: Sequence[Party], upper: Sequence[PartyCut]
) -> tuple[PartyCut, ...]:
    """The cut of each above, divided over those below in proportion to their bases."""
    found: dict[str, PartyCut] = {}
    for cut in upper:
        below = [each for each in parties if each.above == cut.party.code]
        bearing = [
            each for each in below if scheme.pass_through is PassThrough.ALL or _slow(scheme, each)
        ]
        if sum(each.base_fen for each in bearing) < cut.cut_fen:
            bearing = below
        bases = [Fraction(each.base_fen) for each in bearing]
        shares = water_fill(bases, Fraction(cut.cut_fen), [Fraction(0)] * len(bases), bases)
        fens = apportion(shares, [each.code for each in bearing], cut.cut_fen)
        whole = sum(each.base_fen for each in bearing)
        for each, fen in zip(bearing, fens, strict=True):
            line = (
                f"{cut.party.name}扣减{format_fen(cut.cut_fen)} × {each.name}基数"
                f"{format_fen(each.base_fen)} ÷ {format_fen(whole)} = {format_fen(fen)}"
            )
            found[each.code] = PartyCut(each, fen, 0, (line,))
    return tuple(found.get(each.code) or PartyCut(each, 0, 0, ("不扣减",)) for each in parties)


def _slow(scheme: PenaltyScheme, party: Party) -> bool:
    return party.measure is not None and scheme.band_of(party.measure).cuts


def _summed(above: Party, parties: Sequence[Party]) -> Party:
    return replace(
        above, base_fen=sum(each.base_fen for each in parties if each.above == above.code)
    )


def _returned(cuts: Sequence[PartyCut]) -> tuple[int, ...]:
    """What was cut, divided over those that weren't, by their bases; () where there are none."""
    total = sum(each.cut_fen for each in cuts)
    weights = [0 if each.cut_fen else each.party.base_fen for each in cuts]
    whole = sum(weights)
    if not whole:
        return ()
    exact = [Fraction(total * weight, whole) for weight in weights]
    return apportion(exact, [each.party.code for each in cuts], total)


def _with_return(cut: PartyCut, fen: int, cuts: Sequence[PartyCut]) -> PartyCut:
    if not fen:
        return cut
    total = sum(each.cut_fen for each in cuts)
    whole = sum(each.party.base_fen for each in cuts if not each.cut_fen)
    line = (
        f"扣减合计{format_fen(total)} × 本地基数{format_fen(cut.party.base_fen)} ÷ "
        f"未扣减各地基数{format_fen(whole)} = 分回{format_fen(fen)}"
    )
    return replace(cut, returned_fen=fen, arithmetic=(*cut.arithmetic, line))


def _whole(exact: Sequence[Fraction], codes: Sequence[str]) -> tuple[int, ...]:
    total = sum(exact, Fraction(0))
    return apportion(exact, codes, total.numerator // total.denominator)


_UNITS = {"rate": "%", "late_days": "天", "score": "分"}
_NAMES = {"rate": "执行率", "late_days": "晚下达", "score": "评价得分"}


def _arithmetic(
    scheme: PenaltyScheme, party: Party, band: PenaltyBand | None, exact: Fraction, fen: int
) -> tuple[str, ...]:
    name, unit = _NAMES[scheme.measure], _UNITS[scheme.measure]
    if party.measure is None or band is None:
        return (f"{name}：没有数据，不扣减",)
    reached, told = _plain(band.start), f"{name}{_plain(party.measure)}{unit}"
    told += f"（{party.told}）" if party.told else ""
    if not band.cuts:
        return (f"{told}，{reached}{unit}起不扣减",)
    if band.fen:
        told = f"{told}，{reached}{unit}起每地扣减{format_fen(band.fen)}"
        return (told, f"扣减{format_fen(fen)}，以基数{format_fen(party.base_fen)}为限")
    rate = f"{_plain(band.rate * 100)}%"
    rounded = "" if exact.denominator == 1 else "（按最大余数取整到分）"
    return (
        f"{told}，{reached}{unit}起扣减{rate}",
        f"基数{format_fen(party.base_fen)} × {rate} = {format_fen(fen)}{rounded}",
    )


def _plain(number: Fraction) -> str:
    """A figure with two places at most, those that say something."""
    return percent(number / 100).rstrip("0").rstrip(".")
