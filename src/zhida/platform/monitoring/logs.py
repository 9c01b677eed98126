"""日志 logs: one line of JSON for each request and event, and nothing of anybody in it.

No names, addresses, paths, query strings or values: a user is a keyed hash, a
page is the name of its route, an error is its type and where it arose.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import json
import logging
import logging.handlers
import sys
import traceback
from pathlib import Path

from django.conf import settings

from zhida.platform.errors import NotReady

LOGGER = logging.getLogger("zhida")


def event(name: str, level: int = logging.INFO, **fields: object) -> None:
    """事件: one line with these fields; `name` and the names of fields are constants of ours."""
    LOGGER.log(level, name, extra={"fields": fields})


def pseudonym(user: object) -> str:
    """化名: the same 12 hexadecimal digits for a user as long as the installation's key is the same."""
    key = hashlib.sha256(b"zhida log\0" + str(settings.SECRET_KEY).encode()).digest()
    return hmac.new(key, str(user).encode(), hashlib.sha256).hexdigest()[:12]


class OneLine(logging.Formatter):
    """单行: a record as one object of JSON in ASCII, so that no text can begin another line."""

    def format(self, record: logging.LogRecord) -> str:
        """Of others' records only the pattern is kept: what they fill in may be anything."""
        line: dict[str, object] = {
            "at": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
        }
        if record.name == LOGGER.name:
            line["event"] = record.msg
            line |= getattr(record, "fields", {})
        else:
            line |= {"event": "library", "logger": record.name, "pattern": _pattern(record)}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__qualname__
            line["where"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-12:]
            ]
        return json.dumps(line, default=lambda value: type(value).__name__)


def _pattern(record: logging.LogRecord) -> str:
    """What is written in the library's source; a text that was made for this record isn't."""
    return record.msg if isinstance(record.msg, str) and "%" in record.msg else ""


def configure(level: str, file: Path | None) -> None:
    """开始: everything that this process logs goes there. Raises `NotReady` for a file that won't do."""
    handler: logging.Handler
    try:
        handler = logging.StreamHandler(sys.stderr) if file is None else _Reopened(file)
    except OSError as refused:
        raise NotReady(
            f"不能写入日志 {file}（{refused.strerror}）：请更正 ZHIDA_LOG_FILE，或先建立文件夹"
        ) from refused
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING if level == "info" else level.upper())
    LOGGER.setLevel(level.upper())
    LOGGER.propagate = True
    # A refused request has its own line, with its route.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    # How many wait is told by the figures, not by a line for each of them.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    for name in ("django", "django.server", "waitress"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


class _Reopened(logging.handlers.WatchedFileHandler):
    """A file that its owner alone reads, taken up anew after logrotate has moved it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, encoding="ascii")

    def _open(self) -> object:  # type: ignore[override]
        stream = super()._open()
        Path(self.baseFilename).chmod(0o640)
        return stream
