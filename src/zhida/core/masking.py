"""遮盖 masking: persons, telephones, identity numbers and bank accounts, as whoever needn't know sees them.

What counts as such stands in `publication_words.csv`, by which a notice is also made
public; there it goes altogether, here enough is left to tell two apart.
"""

from __future__ import annotations

import re
from functools import partial

from zhida.core.execution.payee_kinds import payee_kind
from zhida.core.notice.publishing import personal_words

_LEFT = 4  # the last signs of an account or an identity number
_SHORTEST = 8
_MOBILE = re.compile(r"(\d{3})\d{4}(\d{4})")
_LABEL = re.compile(r".*?[：:]\s*")
_SIGN = re.compile(r"[^\s（）()\-—－·@.,，、：:*]")


def masked_name(name: str) -> str:
    """遮盖姓名: the family name and a star for each further sign.

    >>> masked_name("王芳"), masked_name("欧阳小明"), masked_name("古丽·阿不都")
    ('王*', '欧***', '古*·***')
    """
    return name[:1] + _SIGN.sub("*", name[1:])


def masked_payee(name: str) -> str:
    """遮盖收款人: a person's name is masked, an office's or a firm's is not.

    >>> masked_payee("王芳"), masked_payee("天山区人民医院")
    ('王*', '天山区人民医院')
    """
    return masked_name(name) if payee_kind(name) == "person" else name


def masked_account(number: str) -> str:
    """遮盖账号: the last four signs; nothing of one with fewer than eight. Empty stays empty.

    >>> masked_account("6222021234567890123"), masked_account("1234567"), masked_account("")
    ('***************0123', '*******', '')
    """
    kept = number[-_LEFT:] if len(number) >= _SHORTEST else ""
    return _SIGN.sub("*", number[: len(number) - len(kept)]) + kept


def masked_text(text: str) -> str:
    """遮盖文字: what in running words is a telephone, an identity number, an account, a person, a mailbox.

    >>> masked_text("联系人：王芳，手机13812345678，账号：6222021234567890123")
    '联系人：王*，手机138****5678，账号：***************0123'
    """
    for kind, pattern in personal_words():
        text = pattern.sub(partial(_hidden, kind), text)
    return text


def _hidden(kind: str, hit: re.Match[str]) -> str:
    group = "hidden" if "hidden" in hit.re.groupindex else 0
    before, words = hit.string[hit.start() : hit.start(group)], hit.group(group)
    after = hit.string[hit.end(group) : hit.end()]
    label = _LABEL.match(words)
    start = label.end() if label else 0
    return before + words[:start] + _masked(words[start:], kind) + after


def _masked(value: str, kind: str) -> str:
    if kind == "person" and not value[:-1].isdigit():
        return masked_name(value)
    if found := _MOBILE.fullmatch(value):
        return f"{found[1]}****{found[2]}"
    if kind in ("person", "account"):
        return masked_account(value)
    return _SIGN.sub("*", value)
