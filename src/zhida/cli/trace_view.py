"""The tree of a trace in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from zhida.core.ledger.chart import verb_name
from zhida.core.ledger.gathering import Branch, gather
from zhida.core.ledger.proving import differences, held
from zhida.core.ledger.tracing import Figure, Link, Node, Trace, TracedLine
from zhida.core.money import Unit, format_fen
from zhida.documents.ledger.headings import heading

_LINKS = {
    Link.FIRST: "",
    Link.PASSED: "",
    Link.REFINED: "（细化）",
    Link.CARRIED: "（上年结转）",
}

_FEW = 3
"""Receivers on their way that one line of a tree names."""

_LONGEST = 20_000
"""Columns of the longest line of a tree."""


def show_traces(
    console: Console, traces: Sequence[Trace], unit: Unit, *, vouchers: bool, depth: int | None
) -> None:
    """Each trace as a tree from the first source down, then whether its sums hold."""
    for number, trace in enumerate(traces):
        if number:
            console.print()
        _show(console, trace, unit, vouchers, depth)


def _show(console: Console, trace: Trace, unit: Unit, vouchers: bool, depth: int | None) -> None:
    console.print(Text(heading(trace.node.line.quota.earmark), style="name"), soft_wrap=True)
    # A place for each step above, so that the traced line stands where it belongs.
    top: Tree | None = None
    here: Tree | None = None
    for step in trace.above:
        text = _named(step.line, step.link)
        text.append("  下达" if step.figure else "  下达金额属于其他区划，不显示", style="label")
        if step.figure:
            text.append(f" {_money(step.figure.fen, unit)}")
        branch = Tree(text) if here is None else here.add(text)
        if step.first and step.first.fen:
            _vouchers(branch, "首次来源", step.first, unit)
        top, here = top or branch, branch
    tree = _Branches(trace, unit, vouchers).tree(gather(trace.node, depth=depth), here)
    _print_whole(console, top or tree)
    faults = list(differences(trace.node))
    for fault in faults:
        console.print(Text(f"不平：{fault.sentence}", style="fault"), soft_wrap=True)
    if not faults:
        lines = sum(1 for _ in trace.node.walk())
        console.print(
            f"核对：{lines}条指标，每条收到的都等于留存、下达与退回之和；"
            f"全部留存{_money(held(trace.node), unit)}，没有重复",
            soft_wrap=True,
        )


def _print_whole(console: Console, tree: Tree) -> None:
    """A line that is cut may be an amount that is cut: rich cuts at its width, so it gets room."""
    width = console.width
    console.width = _LONGEST
    try:
        console.print(tree, soft_wrap=True)
    finally:
        console.width = width


class _Branches:
    """Branches of a trace as trees of the terminal."""

    def __init__(self, trace: Trace, unit: Unit, vouchers: bool) -> None:
        self._names = trace.names
        self._unit = unit
        self._vouchers = vouchers

    def tree(self, branch: Branch, above: Tree | None) -> Tree:
        """The branch as a tree, hung on the one above it where there is one."""
        node = branch.node
        text = _named(node.line, node.link)
        text.append(f"  收到 {_money(node.incoming, self._unit)}", style="name")
        text.append(self._split(node))
        tree = Tree(text) if above is None else above.add(text)
        if self._vouchers:
            for name, figure in (("首次来源", node.first), ("收到", node.received)):
                _vouchers(tree, name, figure, self._unit)
        for each in node.kept:
            if each.kind == "paid":
                _vouchers(tree, "支付", each.figure, self._unit)
            elif self._vouchers:
                _vouchers(tree, each.name, each.figure, self._unit)
        for child in branch.children:
            self.tree(child, tree)
        if branch.rest:
            tree.add(
                Text(
                    f"其余{branch.rest.count}家  收到 {_money(branch.rest.taken, self._unit)}",
                    "label",
                )
            )
        return tree

    def _split(self, node: Node) -> str:
        """What became of the money: ` = 已支付 85 + 下达 …`."""
        named: list[str] = []
        going: dict[str, list[tuple[str, int]]] = {}
        for each in node.kept:
            fen = each.figure.fen - (node.carried_on if each.kind == "carried" else 0)
            if fen:
                to = self._names.get(each.counterpart, each.counterpart) if each.counterpart else ""
                going.setdefault(each.name, []).append((to or "", fen))
        for name, parts in going.items():
            if len(parts) > _FEW:  # in sum; each receiver is in --json
                whom = f"（往{'、'.join(to for to, _ in parts[:_FEW])}等{len(parts)}家）"
                parts = [(whom, sum(fen for _, fen in parts))]
            else:
                parts = [(f"（往{to}）" if to else "", fen) for to, fen in parts]
            named += (f"{name}{whom} {_money(fen, self._unit)}" for whom, fen in parts)
        for name, fen in (
            ("下达", node.passed - node.carried_on),
            ("转入下年", node.carried_on),
            ("退回", node.outgoing),
            ("调剂净减", -node.adjusted.fen),
        ):
            if fen:
                named.append(f"{name} {_money(fen, self._unit)}")
        return f" = {' + '.join(named)}" if named else ""


def _named(line: TracedLine, link: Link) -> Text:
    text = Text(line.holder_name)
    text.append(f"  {line.quota.document}{_LINKS[link]}", style="place")
    return text


def _vouchers(tree: Tree, name: str, figure: Figure, unit: Unit) -> None:
    for voucher, fen in figure.behind:
        places = "、".join(each.describe() for each in voucher.sources)
        label = "退款" if name == "支付" and fen < 0 else name
        text = Text(f"{label} {_money(fen, unit)}", style="label")
        text.append(
            f"  凭证{voucher.name} {verb_name(voucher.verb)} {voucher.document}"
            f" {voucher.document_date.isoformat()}{f'  {places}' if places else ''}",
            style="place",
        )
        tree.add(text)


def _money(fen: int, unit: Unit) -> str:
    return format_fen(fen, unit, places=2)
