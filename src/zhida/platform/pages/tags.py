"""模板过滤器 tags: how figures are written on pages."""

from __future__ import annotations

from django import template

from zhida.platform.pages.lens import UNITS

register = template.Library()


@register.filter
def money(fen: int | None, unit: str) -> str:
    """金额: fen in the unit of the lens, to the hundredth, half up; — where there is none.

    >>> money(306_453_00_00, "wan")
    '3,064.53'
    >>> money(-50, "yuan"), money(None, "yuan")
    ('-0.50', '—')
    """
    if fen is None:
        return "—"
    size = UNITS[unit].value
    hundredths = (abs(fen) * 100 * 2 + size) // (size * 2)
    sign = "-" if fen < 0 and hundredths else ""
    return f"{sign}{hundredths // 100:,}.{hundredths % 100:02}"
