"""金额单位 currency: amounts that were probably typed in 万元 where the column is in 元, or the reverse.

An amount alone proves nothing: it is held against the balance of its line and
against the other payments of the same line, and put before a person with both
readings. Nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from zhida.core.execution.payment_findings import payment_finding
from zhida.core.execution.payments import Payment
from zhida.core.execution.quota_desk import Held
from zhida.core.findings import Finding
from zhida.core.money import Unit, format_fen
from zhida.core.parameters import parameter

_WAN = Unit.WAN_YUAN.value // Unit.YUAN.value


@dataclass(frozen=True, slots=True)
class Suspicion:
    """疑点: the reading in fen that would fit, and by what it would."""

    meant: int
    because: str

    def finding(self, payment: Payment, held: Held) -> Finding:
        """The finding with both readings."""
        typed = "万元数填成了元" if self.meant > payment.fen else "元数填成了万元"
        return payment_finding(
            "P208",
            f"支付凭证{payment.number}的金额读作{_yuan(payment.fen)}；若是{typed}，"
            f"应为{_yuan(self.meant)}。{self.because}",
            *((payment.source,) if payment.source else ()),
            expected=self.meant,
            found=payment.fen,
            mend=f"核对原凭证：确为{_yuan(self.meant)}的，改正文件后重新导入；"
            f"确为{_yuan(payment.fen)}的，认领到指标{held.key}，写明理由"
            "（执行—待认领，或 zhida import match）",
        )


def suspicions(paid: Sequence[tuple[int, Held]]) -> dict[tuple[int, bytes], Suspicion]:
    """疑点: those amounts of a batch (fen, and the line) that look like another unit's.

    Too large: above the balance, but not above it when divided by ten thousand. Too
    small: of the size of the line's other payments when multiplied, or exactly the
    whole balance; or the whole batch is small, and of the size of the balance when
    multiplied.
    """
    lines: dict[bytes, tuple[Held, list[int]]] = {}
    for fen, held in paid:
        lines.setdefault(held.digest, (held, []))[1].append(fen)
    found: dict[tuple[int, bytes], Suspicion] = {}
    for digest, (held, amounts) in lines.items():
        spread = parameter("payment_unit_spread", held.line.earmark.year).value
        least = parameter("payment_unit_others", held.line.earmark.year).value
        usual = median_low(amounts) if len(amounts) > least else None
        small = parameter("payment_unit_small", held.line.earmark.year).value * Unit.YUAN.value
        all_small = max(amounts) < small and (
            held.available // spread <= sum(amounts) * _WAN <= held.available
        )
        for fen in set(amounts):
            doubt = _too_large(fen, held, spread) or _too_small(fen, held, usual, spread)
            if doubt is None and all_small and held.available:
                doubt = Suspicion(
                    fen * _WAN,
                    f"这一批{len(amounts)}笔共{_yuan(sum(amounts))}，"
                    f"指标{held.key}可支付{_yuan(held.available)}",
                )
            if doubt:
                found[fen, digest] = doubt
    return found


def _too_large(fen: int, held: Held, spread: int) -> Suspicion | None:
    meant, rest = divmod(fen, _WAN)
    if rest or not meant or not meant <= held.available < fen // spread:
        return None
    return Suspicion(meant, f"指标{held.key}可支付{_yuan(held.available)}")


def _too_small(fen: int, held: Held, usual: int | None, spread: int) -> Suspicion | None:
    meant = fen * _WAN
    if meant == held.available:
        return Suspicion(meant, f"正好是指标{held.key}可支付的{_yuan(held.available)}")
    if usual is None or meant > held.available or not usual // spread <= meant <= usual * spread:
        return None
    return Suspicion(meant, f"同一指标其他支付的金额多在{_yuan(usual)}上下")


def _yuan(fen: int) -> str:
    return format_fen(fen, Unit.YUAN, places=2)
