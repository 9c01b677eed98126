"""预警和扣减的表: every rule has its terms and colours, and nothing speaks of what isn't there."""

from __future__ import annotations

import pytest

from zhida.core.execution.alerts import Colour, catalogue
from zhida.core.parameters import names
from zhida.data import load

FUNDS = {row["name"] for row in load("funds")}
KINDS = {row["kind"] for row in load("payee_kinds")}
CODES = {each.code for each in catalogue()}
TOPICS = {row["topic"] for row in load("purpose_topics")}


@pytest.mark.parametrize("table", ["alert_rules", "alert_bands"])
def test_every_rule_has_its_rows_and_no_row_lacks_its_rule(table: str) -> None:
    assert {row["rule"] for row in load(table)} == CODES


@pytest.mark.parametrize("table", ["alert_rules", "fund_uses", "fund_payees"])
def test_funds_and_kinds_of_payee_are_known(table: str) -> None:
    for row in load(table):
        assert row["fund"] in FUNDS | {""}, row["fund"]
        for column in ("payees", "except_payees", "kinds"):
            assert set(filter(None, row.get(column, "").split("|"))) <= KINDS, row


def test_terms_are_numbers_or_known_parameters() -> None:
    for row in load("alert_rules"):
        assert not (row["limit"] and row["parameter"]), row["rule"]
        assert not row["parameter"] or row["parameter"] in names()
        assert row["basis"] and row["holds"] in ("yes", "no")


def test_bands_grow_worse_with_their_measure() -> None:
    for code in CODES:
        rows = [row for row in load("alert_bands") if row["rule"] == code and row["from"]]
        ranks = [Colour(row["colour"]).rank for row in sorted(rows, key=lambda r: int(r["from"]))]
        assert ranks == sorted(ranks, reverse=True), code


def test_uses_name_known_topics() -> None:
    for row in load("fund_uses"):
        assert set(filter(None, row["topics"].split("|"))) <= TOPICS
        assert row["allowed"] in ("yes", "no") and row["words"]


def test_penalty_bands_begin_at_nothing() -> None:
    schemes = {row["scheme"] for row in load("penalty_schemes")}
    assert {row["scheme"] for row in load("penalty_bands")} == schemes
    for scheme in schemes:
        assert "0" in {row["from"] for row in load("penalty_bands") if row["scheme"] == scheme}
