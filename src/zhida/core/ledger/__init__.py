"""指标账 ledger: money as it is held and moved, each row with two accounts and an amount above zero."""

from zhida.core.ledger.act import Act
from zhida.core.ledger.chart import Book, Entry, Relation, entry, kinds
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import Earmark, QuotaLine
from zhida.core.ledger.model import Ledger
from zhida.core.ledger.voucher import AccountKey, Identity, Transfer, Voucher

__all__ = [
    "AccountKey",
    "Act",
    "Book",
    "Earmark",
    "Entry",
    "Identity",
    "Ledger",
    "LedgerError",
    "QuotaLine",
    "Relation",
    "Transfer",
    "Voucher",
    "entry",
    "kinds",
]
