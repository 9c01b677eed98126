"""追踪树的行 tree rows: a trace as rows of a table, each figure with the way to its origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.core.ledger.gathering import Branch
from zhida.core.ledger.tracing import Link, Node
from zhida.platform.ledger.figures import Asked
from zhida.platform.ledger.grids import passed_href, received_href
from zhida.platform.ledger.origins import balance_href
from zhida.platform.pages.labels import label

_LINKS: dict[Link, str | Promise] = {
    Link.FIRST: "",
    Link.PASSED: "",
    Link.REFINED: gettext_lazy("细化"),
    Link.CARRIED: gettext_lazy("上年结转"),
}


@dataclass(frozen=True, slots=True)
class TreeRow:
    """一枝: a line of the tree, how deep, and its figures as (name, fen, address).

    `number` is None for the row that stands for the branches that aren't shown.
    """

    depth: int
    number: int | None
    holder: str
    document: str
    link: str
    figures: tuple[tuple[str, int, str], ...]


def trace_rows(branch: Branch, asked: Asked, depth: int = 0) -> Iterator[TreeRow]:
    """各枝: parents before children, the greatest first; what is put together as one row."""
    node = branch.node
    quota = node.line.quota
    mine = replace(asked, line=node.line.number, year=quota.earmark.year)
    yield TreeRow(
        depth,
        node.line.number,
        node.line.holder_name,
        quota.document,
        label(_LINKS[node.link]),
        tuple(_figures(node, mine)),
    )
    for child in branch.children:
        yield from trace_rows(child, asked, depth + 1)
    if branch.rest is not None:
        rest = ((_("收到"), branch.rest.taken, ""),)
        yield TreeRow(
            depth + 1, None, _("其余{count}家").format(count=branch.rest.count), "", "", rest
        )


def _figures(node: Node, mine: Asked) -> Iterator[tuple[str, int, str]]:
    assert mine.line is not None
    standing = sum(each.figure.fen for each in node.kept)
    below = sum(child.taken for child in node.children if child.link is not Link.CARRIED)
    yield _("收到"), standing + below, received_href(mine.line, mine)
    for each in node.kept:
        if each.figure.fen:
            href = balance_href(mine.year, mine.line, each.kind, each.counterpart or "")
            yield label(each.name), each.figure.fen, href
    if below:
        yield _("已下达"), below, passed_href(mine.line, mine)
