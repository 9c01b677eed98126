"""资金行实况: what a figure of a form rests on can be opened, each payment by its own key."""

from __future__ import annotations

from pathlib import Path

from tests.platform.execution.treasury import (
    DAY,
    DRAFTER,
    HOSPITAL,
    LINE,
    REGION,
    WAN,
    file_of,
    open_county,
    payment,
    refund,
)

from zhida.core.execution.payments import Payment
from zhida.core.figures import Evidence, EvidenceKind
from zhida.platform.execution import actions
from zhida.platform.execution.payment_queries import payment_of_key, payments_of_lines
from zhida.platform.ledger.queries import find_lines
from zhida.platform.reports.facts import line_facts
from zhida.platform.scope import scope


def paid_evidence(*payments: Payment, folder: Path) -> tuple[Evidence, ...]:
    """What the sum paid of the hospital's line rests on when these were imported."""
    actions.confirm(DRAFTER, [file_of(folder, *payments)])
    with scope(REGION):
        (facts,) = line_facts([HOSPITAL], 2025, DAY)[HOSPITAL]
        assert sum(each.fen or 0 for each in facts.paid.evidence) == facts.paid.fen
        return facts.paid.evidence


def test_a_paid_sum_names_every_payment_so_that_it_can_be_opened(
    database: str, tmp_path: Path
) -> None:
    """3 and 4 万元 paid and 1 that came back: each evidence opens exactly that payment."""
    open_county()
    made = payment("A1", 3), payment("A2", 4), refund("A2", "A1")
    evidence = paid_evidence(*made, folder=tmp_path)
    assert {each.kind for each in evidence} == {EvidenceKind.PAYMENT}
    assert {each.key: each.fen for each in evidence} == {
        "650102-2025-A1": 3 * WAN,
        "650102-2025-A2": 4 * WAN,
        "650102-2025-A2-refund": -1 * WAN,
    }
    with scope(REGION):
        for each in evidence:
            opened = payment_of_key(each.key)
            assert opened is not None
            assert opened.payment.identity in {one.identity for one in made}
            assert (opened.payment.key, opened.fen) == (each.key, each.fen)
            assert each.words == "2025-03-03 乌鲁木齐市第一药房 支付凭证" + opened.payment.number


def test_a_payment_has_one_key_wherever_a_figure_names_it(database: str, tmp_path: Path) -> None:
    """The form and the list of a line's payments call it the same."""
    open_county()
    (evidence,) = paid_evidence(payment("A-1", 3), folder=tmp_path)
    with scope(REGION):
        (listed,) = payments_of_lines(find_lines(LINE.digest.hex()))
        assert listed.evidence.key == evidence.key == "650102-2025-A-1"


def test_a_key_of_no_payment_opens_nothing(database: str, tmp_path: Path) -> None:
    """A number that isn't there, a voucher's name, and a payment of a place out of reach."""
    open_county()
    (evidence,) = paid_evidence(payment("A1", 3), folder=tmp_path)
    for region, key in (
        (REGION, "650102-2025-A9"),
        (REGION, "2025-17"),
        (REGION, f"{evidence.key}-refund"),
        ("650103", evidence.key),
    ):
        with scope(region):
            assert payment_of_key(key) is None, (region, key)
