"""资金拨入单位自有账户: 资金应当通过国库支付，不应当转入单位自有账户。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import TREASURY_PAYMENT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N418",
    name="资金拨入单位自有账户",
    severity=Severity.WARNING,
    explanation="财政资金通过国库直接支付到收款人；要求拨入单位实有资金账户、基本户的，违反国库集中支付。",
    basis=TREASURY_PAYMENT,
    mend="改为国库集中支付；医疗救助资金拨入社会保障基金财政专户的，写明专户名称。",
    bad="请将资金拨入单位基本存款账户",
    good="资金通过国库集中支付到收款人",
)

_ACCOUNT = re.compile(
    r"(?:拨|转|划|汇|存)[^。；，]{0,12}(?:实有资金账户|自有账户|基本存款账户|基本账户|基本户)"
)
_FORBIDDEN = ("不得", "严禁", "禁止", "不准", "不能", "不可", "违规", "防止", "避免")
_SENTENCE = re.compile(r"[^。；]+")


@RULE.check
def paid_into_own_account(notice: Notice) -> Iterator[Finding]:
    """One finding for each sentence that asks for it, those that forbid it left out."""
    for paragraph in notice.paragraphs:
        for sentence in _SENTENCE.findall(paragraph.value):
            found = _ACCOUNT.search(sentence)
            if found is None or any(word in sentence for word in _FORBIDDEN):
                continue
            yield RULE.finding(
                f"文件要求“{found[0]}”，财政资金应当通过国库支付到收款人。",
                expected="国库集中支付",
                found=found[0],
                sources=(paragraph.source,),
            )
