"""一批凭证: what is written as an array arrives as it was, whatever stands in it."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from zhida.platform.ledger.batch import array, quoted

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@pytest.mark.usefixtures("database")
class TestArrays:
    """One database for all examples: nothing is written."""

    @given(st.lists(st.none() | texts | st.sampled_from(['"', "\\", "NULL", "{,}", " ", ""])))
    def test_any_text_arrives(self, values: list[str | None]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::text[]", [array(quoted, values)])
            assert cursor.fetchone()[0] == values

    @given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1)))
    def test_any_number_arrives(self, values: list[int | None]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::bigint[]", [array(str, values)])
            assert cursor.fetchone()[0] == values
