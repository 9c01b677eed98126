"""任务种类 kinds: what can be done as a job, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from zhida.platform.jobs.working import Work


@dataclass(frozen=True, slots=True)
class Kind:
    """任务种类: `do` does the work and answers the address of what came of it, "" for none.

    `verb` is asked of the policy when the job is started, and again when it runs.
    """

    path: str
    verb: str
    do: Callable[[Work], str]


def kind(verb: str) -> Callable[[Callable[[Work], str]], Kind]:
    """任务种类: makes a function at the top of a module something that runs as a job."""

    def made(do: Callable[[Work], str]) -> Kind:
        return Kind(f"{do.__module__}.{do.__qualname__}", verb, do)

    return made


def kind_at(path: str) -> Kind:
    """任务种类: the one of a path. Raises `LookupError` where this version has none there."""
    try:
        found = import_string(path)
    except ImportError:
        found = None
    if not isinstance(found, Kind):
        raise LookupError(f"本版本没有这种任务（{path}），请重新办理")
    return found
