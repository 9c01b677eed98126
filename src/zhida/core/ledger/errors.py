"""记账错误 errors: the ledger refuses, and says what to do."""

from __future__ import annotations


class LedgerError(ValueError):
    """不能记账: nothing was booked. The message is a Chinese sentence with its mend."""
