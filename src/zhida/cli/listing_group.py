"""命令组 groups that list: `zhida due --year 2025` is short for `zhida due list --year 2025`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class ListUnlessNamed(TyperGroup):
    """先列出: a group of commands that lists where none of them is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # its type is private to typer
        first = next(iter(args), "--")
        if first not in ("-h", "--help") and (not args or first.startswith("-")):
            args = ["list", *args]
        return super().parse_args(ctx, args)
