"""网址 addresses: where goals, their values, points and evaluations open, and what they are made of.

A figure is addressed by what it is about (the set, the rows, the day), never by its value.
"""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

from django.urls import reverse

from zhida.core.performance.review import Stage


def target_url(target: int, on: datetime.date | None = None) -> str:
    """指标网址."""
    return reverse("target", args=[target]) + (f"?on={on}" if on else "")


def printed_href(target: int) -> str:
    """来历网址: of the value that is to be reached: the printed cell, and who settled it."""
    return reverse("target-origin", args=[target])


def value_href(value: int) -> str:
    """来历网址: of a value that was measured or declared."""
    return reverse("value-origin", args=[value])


def watch_href(target: int, on: datetime.date, what: str) -> str:
    """来历网址: of a light's forecast (`what` "forecast") or its share of the target ("share")."""
    return f"{reverse('target-watch', args=[target])}?{urlencode({'on': on, 'what': what})}"


def points_href(
    held: int,
    on: datetime.date,
    what: str = "points",
    *,
    target: int | None = None,
    level1: str | None = None,
    level2: str | None = None,
) -> str:
    """来历网址: of the points ("points") or their worth ("weight") of some rows of a set.

    With neither a target nor levels it is that of all indicators; `what` "execution" is
    that of the money, "total" the whole score.
    """
    said = {"on": on, "what": what, "target": target, "level1": level1, "level2": level2}
    kept = {name: value for name, value in said.items() if value is not None}
    return f"{reverse('target-score-origin', args=[held])}?{urlencode(kept)}"


def amount_href(held: int) -> str:
    """来历网址: of the money that a set of goals prints."""
    return reverse("target-amount", args=[held])


def gap_href(held: int, target: int) -> str:
    """来历网址: of what the parts of a set make together, less what it asks."""
    return f"{reverse('target-gaps-origin', args=[held])}?target={target}"


def judged_href(evaluation: int, stage: Stage, what: str = "points", row: int | None = None) -> str:
    """来历网址: of the points ("points"), worth ("weight") or difference of a row; no row: the total."""
    said = {"stage": stage.value, "what": what, "row": row}
    kept = {name: value for name, value in said.items() if value is not None}
    return f"{reverse('evaluation-origin', args=[evaluation])}?{urlencode(kept)}"
