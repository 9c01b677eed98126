"""未就绪 not ready: the installation can't do what was asked, and says how to mend it."""

from __future__ import annotations


class NotReady(RuntimeError):
    """系统未就绪: the message is a Chinese sentence with its mend."""
