"""标签 labels: the words that core has for states, stages, verbs, kinds, in the language of the page.

Core says them in Chinese and knows of no other language. The catalogue has their English, gathered
from core itself (tools/messages.py), so that there is no second list of them.
"""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext, pgettext

STEP = "step"
"""What is done, beside the state that bears the same word in Chinese: 送审 is Submit and Submitted."""


def label(of: object) -> str:
    """标签: what has a `label`, or the label itself, as a reader of the page says it.

    >>> from zhida.core.obligations.duty import DutyState
    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     label(DutyState.OVERDUE), label("接收"), label("")
    ('Overdue', 'Accept', '')
    """
    words = str(getattr(of, "label", of))
    if not words:
        return ""
    step = hasattr(of, "label") and not isinstance(of, Enum)
    return pgettext(STEP, words) if step else gettext(words)


def labelled(choices: type[Enum]) -> list[tuple[str, str]]:
    """选项: every member of a set of choices, by value, with its label.

    >>> from zhida.core.obligations.states import Step
    >>> labelled(Step)[0]
    ('file', '报送')
    """
    return [(each.value, label(each)) for each in choices]
