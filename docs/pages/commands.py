"""命令 commands: the reference of the command line, from the command line itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from pages.markdown import fence, table
from zhida.cli.main import app


def commands_page() -> str:
    """Every command with its arguments and options."""
    group: Any = get_command(app)
    parts = ["# 命令行 Commands", group.help or "", group.epilog or "", _options(group)]
    for name, command in sorted(every_command(group)):
        usage = " ".join(["zhida", name, *map(_usage, command.params)])
        parts += [f"## zhida {name}", command.help or "", fence(usage), _options(command)]
    return "\n\n".join(part for part in parts if part) + "\n"


def every_command(group: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """Each command with the words that call it; of a group, those inside it too."""
    for name, command in group.commands.items():
        yield within + name, command
        if hasattr(command, "commands"):
            yield from every_command(command, f"{within}{name} ")


def _usage(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    return f"[{_names(parameter).split(', ')[0]}]"


def _names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    value = "" if parameter.is_flag else f" {parameter.metavar or '值'}"
    return ", ".join(f"{name}{value}" for name in parameter.opts)


def _options(command: Any) -> str:
    rows = [[f"`{_names(each)}`", each.help or ""] for each in command.params if not each.hidden]
    return table(["参数", "说明"], rows) if rows else ""
