"""Days of the command line: as written, and today's."""

from __future__ import annotations

import datetime

from zhida.cli.installation import refuse


def day_of(text: str | None, option: str = "") -> datetime.date | None:
    """The day of an option, None where it wasn't given; refused where it is no day."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        if option:
            refuse(f"{option} {text}：请写成 年-月-日，如 2025-03-03")
        refuse(f"“{text}”不是日期，请写成 2025-01-31 的形式")


def now() -> datetime.datetime:
    """This moment, in the zone of this machine."""
    return datetime.datetime.now().astimezone()


def today() -> datetime.date:
    """This day."""
    return now().date()
