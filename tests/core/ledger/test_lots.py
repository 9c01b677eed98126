"""资金批次: each fen is counted to the receipt or opening that first brought it in."""

from __future__ import annotations

from tests.core.ledger.chain import CITY, DISTRICT, PROVINCE, act, passed_down, started
from tests.core.ledger.lots import lots

from zhida.core.ledger import AccountKey, Ledger, QuotaLine, Voucher, verbs


def there(ledger: Ledger, line: QuotaLine, kind: str) -> list[tuple[str, int]]:
    """The papers that brought the money of an account, and how much each."""
    found = lots(ledger.vouchers.values()).get(AccountKey(line.digest, kind), ())
    return [(ledger.vouchers[lot.brought_by].document, lot.fen) for lot in found]


def sent(number: str, fen: int) -> list[Voucher]:
    """Province to city, issued and accepted."""
    return [
        verbs.issue(act(number), PROVINCE, CITY.holder, fen),
        verbs.accept(act(number), PROVINCE, CITY, fen),
    ]


def test_money_that_went_down_is_counted_to_the_notice_that_brought_it() -> None:
    assert there(passed_down(1000), DISTRICT, "pending") == [("财社〔2025〕8号", 1000)]


def test_what_came_first_goes_first() -> None:
    ledger = started(1000).post([verbs.receive(act("追加2号"), PROVINCE, 500)])
    ledger = ledger.post(sent("新财社1号", 1200))
    assert there(ledger, CITY, "pending") == [("财社〔2025〕8号", 1000), ("追加2号", 200)]
    assert there(ledger, PROVINCE, "pending") == [("追加2号", 300)]


def test_undoing_takes_back_what_was_moved() -> None:
    ledger = started(1000).post([verbs.receive(act("追加2号"), PROVINCE, 500)])
    second = list(ledger.vouchers.values())[1]
    ledger = ledger.post([verbs.reverse(act("更正"), second)])
    assert there(ledger, PROVINCE, "pending") == [("财社〔2025〕8号", 1000)]


def test_what_went_on_before_its_receipt_was_undone_is_counted_to_another() -> None:
    """1000 came, 500 came, 1000 went down; the first receipt proves wrong, and 500 come anew."""
    ledger = started(1000).post([verbs.receive(act("追加2号"), PROVINCE, 500)])
    ledger = ledger.post(sent("新财社1号", 400))
    ledger = ledger.post([verbs.receive(act("追加3号"), PROVINCE, 400)])
    received = next(iter(ledger.vouchers.values()))
    ledger = ledger.post([verbs.reverse(act("更正"), received)])
    assert there(ledger, CITY, "pending") == [("追加2号", 400)]
    assert there(ledger, PROVINCE, "pending") == [("追加2号", 100), ("追加3号", 400)]


def test_a_reduction_takes_the_oldest_fen() -> None:
    ledger = started(1000).post([verbs.receive(act("追加2号"), PROVINCE, 500)])
    ledger = ledger.post([verbs.reduce(act("追减1号"), PROVINCE, 1100)])
    assert there(ledger, PROVINCE, "pending") == [("追加2号", 400)]
