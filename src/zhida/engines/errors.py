"""错误 errors: what keeps an engine from going on, in a Chinese sentence with its mend."""

from __future__ import annotations


class EngineError(ValueError):
    """引擎无法继续: the input or a parameter can't be used; nothing was half done."""
