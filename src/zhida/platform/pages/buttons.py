"""按钮 buttons: a deed that is offered, or not, with the reason beside it."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.platform.access.policy import Subject, may
from zhida.platform.pages.page import Looking


@dataclass(frozen=True, slots=True)
class Button:
    """按钮: `off` says why it can't be pressed, and is shown; empty where it can.

    With `reason`, a sentence must be given; `sure` is asked before a deed that can't be
    taken back. It posts to `url`.
    """

    words: str
    url: str
    off: str = ""
    reason: str = ""
    sure: str = ""
    primary: bool = False


def button(
    looking: Looking,
    verb: str,
    subject: Subject,
    words: str,
    url: str,
    *,
    off: str = "",
    reason: str = "",
    sure: str = "",
    primary: bool = False,
) -> Button:
    """按钮: off where the policy refuses the verb, or where the thing's state does (`off`)."""
    return Button(
        words, url, may(looking.actor, verb, subject).reason or off, reason, sure, primary
    )
