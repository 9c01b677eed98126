"""指标标识丢失: 直达资金和常态化监督的标识应当从上到下保持不变。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.flags import flag_words
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen
from zhida.core.notice.appropriations import BudgetKind, Regime
from zhida.core.rules.regime.model import of_fund

RULE = AlertRule(
    code="E204",
    name="指标标识丢失",
    explanation="列入直达或者常态化监督的中央资金，每一级的指标都应当带有标识，并与上级的标识相同。",
    mend="按上级文件补登标识；标识登记错误的，冲销后重新登记。",
    bad="上级文件标“01 中央直达资金”，本级指标没有标识",
    good="上级和本级的指标都标“01 中央直达资金”",
)


@RULE.check
def flag_lost(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """A line whose flag isn't that of the level above, or of its fund in its year."""
    earmark, fen = facts.line.earmark, facts.progress.received
    if fen <= terms.least_fen:
        return
    whose = f"{facts.holder_name}（{facts.line.document}）{format_fen(fen)}"
    if facts.upstream_flag is not None and facts.upstream_flag != earmark.flag:
        above = flag_words(Regime.NONE, facts.upstream_flag)
        own = flag_words(Regime.NONE, earmark.flag)
        yield from RULE.alert(
            facts,
            terms,
            f"{whose}：上级（{facts.line.upstream_document}）的标识为{above}，本级为{own}。",
            measure=0,
            fen=fen,
            expected=above,
            found=own,
            day=day,
        )
        return
    demanded = of_fund(earmark.fund, earmark.year)
    # the flags were made for money of the general budget
    if demanded is None or earmark.kind is not BudgetKind.GENERAL:
        return
    flagless = earmark.regime is Regime.NONE and not earmark.flag
    if demanded.regime is not Regime.NONE and flagless:
        expected = "追踪" if demanded.regime is Regime.TRACKED else "直达资金标识"
        yield from RULE.alert(
            facts,
            terms,
            f"{whose}：{earmark.fund}{earmark.year}年应有{expected}，指标没有标识。",
            measure=0,
            fen=fen,
            expected=expected,
            found="没有标识",
            day=day,
            certain=demanded.certain,
        )
