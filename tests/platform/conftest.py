"""Settings changed for one test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.test import override_settings


@pytest.fixture
def settings_changed() -> Iterator[Callable[..., None]]:
    """Changes settings until the test ends."""
    with ExitStack() as stack:

        def change(**changed: object) -> None:
            stack.enter_context(override_settings(**changed))

        yield change
