"""运行: what stops a command of disease payment while the engine is at work."""

from __future__ import annotations

import pytest

from zhida.cli.dip.running import running


def test_a_query_that_is_stopped_by_hand_is_an_interrupt() -> None:
    """The embedded engine raises an error of its own upon Ctrl-C; a person sees no traceback."""
    with pytest.raises(KeyboardInterrupt), running("试"):
        raise RuntimeError("Query interrupted")
    with pytest.raises(RuntimeError, match="else"), running("试"):
        raise RuntimeError("something else")
