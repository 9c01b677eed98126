"""菜单 menu: the pages in the order of the work. What has no page yet is not shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Item:
    """菜单项: its key, its name, its address, and whether it is the page that is open."""

    key: str
    name: str | Promise
    url: str
    current: bool


_ORDER: tuple[tuple[str, str | Promise], ...] = (
    ("desk", _("工作台")),
    ("notices", _("通知")),
    ("ledger", _("指标账")),
    ("allocation", _("分配")),
    ("execution", _("执行")),
    ("performance", _("绩效")),
    ("dip", _("病种付费")),
    ("due", _("时限")),
    ("reports", _("报告")),
    ("system", _("系统")),
)
_BEHIND = {"system": ("/journal/", "/jobs/")}
"""What lies behind an item under an address of its own."""


def menu(path: str) -> list[Item]:
    """菜单: of somebody who looks at a path."""
    items = []
    for name, words in _ORDER:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        beginnings = (url, *_BEHIND.get(name, ()))
        items.append(Item(name, words, url, path.startswith(beginnings)))
    return items
