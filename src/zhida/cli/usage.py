"""用法有误 usage: what Typer says of a wrong command line, in Chinese.

Typer carries a copy of click of its own and gives none of its errors a public
name: they are told apart by what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer
from rich.text import Text

from zhida.cli.console import messages
from zhida.cli.installation import REFUSED

_NO_COMMAND = re.compile(r"No such command '(?P<name>.*?)'\.")
_EXTRA = re.compile(r"Got unexpected extra arguments?\(?s?\)? \((?P<extra>.*)\)")
_NO_VALUE = re.compile(r"Option '(?P<name>.*?)' requires (?:an|(?P<count>\d+)) arguments?\.")
_PLAIN = re.compile(r"Option '(?P<name>.*?)' does not take a value\.")
_VALUES: Sequence[tuple[str, str]] = (
    (r"valid integer|parse string as an integer", "请写整数"),
    (r"greater than or equal to (\S+)", "不能小于{0}"),
    (r"less than or equal to (\S+)", "不能大于{0}"),
    (r"valid (?:number|float)", "请写数字"),
    (r"does not match the formats? '%Y-%m-%d'", "没有这一天，请写成 年-月-日，如 2025-03-06"),
    (r"does not exist", "没有这个文件"),
    (r"is a directory", "这是文件夹，请写文件"),
    (r"is not one of (.*)\.", "请写 {0} 之一"),
)


def tell_usage(error: Any) -> int:
    """Tell what is wrong with the command line; the help where nothing was asked. Exit status 2."""
    help_asked = getattr(error, "ctx", None) is not None and error.message == error.ctx.get_help()
    if help_asked:
        typer.echo(error.message, err=True)
    else:
        messages().print(Text(usage_sentence(error), style="fault"), soft_wrap=True)
    return REFUSED


def usage_sentence(error: Any) -> str:
    """用法有误: one sentence for an error of the command line, and where its help is.

    `error` is what Typer raises; what is Chinese already is passed on.
    """
    sentence = _sentence(error)
    path = getattr(getattr(error, "ctx", None), "command_path", "") or "zhida"
    return f"{sentence}。用法见 {path} -h"


def _sentence(error: Any) -> str:
    message = str(error.message)
    if hasattr(error, "possibilities"):
        near = "、".join(sorted(error.possibilities or ()))
        return f"没有 {error.option_name} 这个选项" + (f"，是不是 {near}" if near else "")
    if hasattr(error, "param_type"):
        return f"缺少{_named(error)}"
    if hasattr(error, "param_hint"):
        value = _value(message)
        return f"{_named(error)}：{value}" if error.param or error.param_hint else value
    for pattern, words in (
        (_NO_COMMAND, "没有“{name}”这个命令"),
        (_EXTRA, "多写了：{extra}"),
        (_NO_VALUE, "{name} 后面要写一个值"),
        (_PLAIN, "{name} 后面不写值"),
    ):
        if found := pattern.fullmatch(message):
            return words.format(**found.groupdict())
    if message == "Missing command.":
        return "请写一个命令"
    return message.rstrip("。.")


def _named(error: Any) -> str:
    """The option or argument as the help names it."""
    if error.param is None:
        return str(error.param_hint or "")
    if error.param.param_type_name == "option":
        return f"选项 {error.param.opts[0]}"
    return f"“{error.param.metavar or error.param.name}”"


def _value(message: str) -> str:
    for pattern, words in _VALUES:
        if found := re.search(pattern, message):
            return words.format(*found.groups())
    return message.rstrip("。.")
