"""动作 verbs: one function for each act upon the ledger, each giving a voucher to be posted.

Every verb takes the act (who, when, why, from which paper), the line, and fen
above zero; it looks at nothing else. Whether the money is there is asked when
the voucher is posted.
"""

from zhida.core.ledger.act import Act
from zhida.core.ledger.verbs_back import adjust, reduce, retrieve, return_up, reverse
from zhida.core.ledger.verbs_down import (
    accept,
    issue,
    open_balance,
    receive,
    refine,
    release,
    reserve,
)
from zhida.core.ledger.verbs_funds import (
    allot,
    keep_deposit,
    pay_out,
    prepay,
    release_deposit,
    settle,
)
from zhida.core.ledger.verbs_spend import apply, enable, pay, refund, register, withdraw
from zhida.core.ledger.verbs_year import carry_in, carry_over, write_off

__all__ = [
    "Act",
    "accept",
    "adjust",
    "allot",
    "apply",
    "carry_in",
    "carry_over",
    "enable",
    "issue",
    "keep_deposit",
    "open_balance",
    "pay",
    "pay_out",
    "prepay",
    "receive",
    "reduce",
    "refine",
    "refund",
    "register",
    "release",
    "release_deposit",
    "reserve",
    "retrieve",
    "return_up",
    "reverse",
    "settle",
    "withdraw",
    "write_off",
]
