"""分栏 sections: the pages of disease payment, in the order in which they stand above each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhida.platform.pages.page import Looking


@dataclass(frozen=True, slots=True)
class Section:
    """分栏: one page of disease payment; `current` where it is open."""

    name: str
    words: str | Promise
    url: str
    current: bool


_ORDER: tuple[tuple[str, str | Promise], ...] = (
    ("dip", _("总览")),
    ("dip-institutions", _("机构")),
    ("dip-uploads", _("上传时效")),
    ("dip-monitoring", _("监测")),
    ("dip-simulation", _("模拟")),
    ("dip-settlements", _("结算")),
    ("dip-catalogue", _("病种目录")),
    ("dip-explain", _("分组解释")),
)


def sections(looking: Looking, current: str) -> list[Section]:
    """分栏: those that have a page, with the lens; `current` is the name of the open one's address."""
    found = []
    for name, words in _ORDER:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Section(name, words, f"{url}?{looking.lens.query}", name == current))
    return found
