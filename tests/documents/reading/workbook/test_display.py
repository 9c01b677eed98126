"""A number is read as the sheet shows it, without the noise of binary fractions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.reading.workbook.display import Value, display, hides_digits


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (40.879999999999995, "General", "40.88"),
        (600.53, "General", "600.53"),
        (9798, "General", "9798"),
        (9798.0, "General", "9798"),
        (1e15, "General", "1000000000000000"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "General", "-5"),
        (600.5, "0.00", "600.50"),
        (33470000, "#,##0.00", "33,470,000.00"),
        (1234567, "#,##0", "1,234,567"),
        (0.5, "#,##0.00", "0.50"),
        (0.5, "#.##", ".5"),
        (40.875, "0.00", "40.88"),
        (-40.875, "0.00", "-40.88"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "(1,234.50)"),
        (0.7, "0%", "70%"),
        (0.705, "0.0%", "70.5%"),
        (12, '0"万元"', "12万元"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (12345, "0.00,", "12.35"),
        (7, "000", "007"),
        (-0.001, "0.00", "0.00"),
        (2021, '0"年"', "2021年"),
        (5, "[DBNum1]General", "5"),
        (5, "0.00E+00", "5"),
        (5, "@", "5"),
        (float("nan"), "General", ""),
        (datetime.fromisoformat("2022-02-08"), "yyyy-mm-dd", "2022-02-08"),
        (datetime.fromisoformat("2022-02-08T09:30"), "General", "2022-02-08 09:30"),
        (date(2022, 2, 8), "General", "2022-02-08"),
        (time(9, 30), "General", "09:30"),
        (timedelta(hours=30), "General", "1 day, 6:00:00"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        (" ≥90%\r\n以上 ", "0.00", "≥90%\n以上"),
    ],
)
def test_shown_values(value: Value, number_format: str, shown: str) -> None:
    assert display(value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "number_format", "hidden"),
    [(40.876, "0.00", True), (40.88, "0.00", False), (40.879999999999995, "0.00", False),
     (0.7, "0%", False), ("文", "0", False), (3, "General", False)],
)  # fmt: skip
def test_hidden_digits_are_noticed(value: Value, number_format: str, hidden: bool) -> None:
    assert hides_digits(value, number_format) is hidden


@given(st.decimals("-99999999", "99999999", places=2))
def test_amounts_of_two_decimals_survive_the_binary_form(amount: Decimal) -> None:
    assert Decimal(display(float(amount), "0.00")) == amount
    assert Decimal(display(float(amount))) == amount


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=12))
def test_no_format_breaks_it(value: float, number_format: str) -> None:
    assert isinstance(display(value, number_format), str)
