"""数字 figures: amounts as an issued notice prints them."""

from __future__ import annotations

from collections.abc import Iterable

from zhida.core.money import Amount, AmountState, Unit, fen_of, format_fen

_UNITS = (Unit.WAN_YUAN, Unit.YUAN, Unit.YI_YUAN, Unit.QIAN_YUAN, Unit.BAIWAN_YUAN)


def figure_of(amount: Amount, unit: Unit, places: int = 0) -> str:
    """The figure of an amount in a unit, without the unit's word; "" for a blank.

    Keeps the decimals with which the amount was printed; `places` is the least
    number of them. What is not a number is printed as it was.

    >>> figure_of(Amount(2_430_000_000, AmountState.NUMBER, step_fen=100_000), Unit.WAN_YUAN)
    '2430.0'
    """
    if amount.fen is None:
        return amount.printed if amount.state is not AmountState.BLANK else ""
    least = max(places, places_of(amount, unit))
    return format_fen(amount.fen, unit, places=least).removesuffix(unit.label)


def places_of(amount: Amount, unit: Unit) -> int:
    """How many decimals an amount has in a unit: as printed, or as few as are exact."""
    if amount.fen is None:
        return 0
    exact = format_fen(amount.fen, unit).removesuffix(unit.label).partition(".")[2]
    step, places = unit.value, 0
    while amount.step_fen is not None and step > amount.step_fen:
        step, places = step // 10, places + 1
    return max(len(exact), places)


def unit_of(amounts: Iterable[Amount]) -> Unit:
    """The unit in which figures without one were printed; 万元 where any fits.

    >>> unit_of([Amount(30_000_000, AmountState.NUMBER, "300,000.00")])
    <Unit.YUAN: 100>
    """
    known = [each for each in amounts if each.fen and each.printed]
    for unit in _UNITS:
        if all(_prints(each, unit) for each in known):
            return unit
    return Unit.WAN_YUAN


def _prints(amount: Amount, unit: Unit) -> bool:
    try:
        return fen_of(amount.printed, unit) == amount.fen
    except ValueError:
        return True
