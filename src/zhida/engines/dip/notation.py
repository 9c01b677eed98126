"""写法 notation: codes and amounts as hospitals write them, and the one form that the engine works with."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

_STANDS = r"^[A-Z0-9][!-WY-~]*\z"
"""A code that needn't be rewritten: no blank, a capital or a digit first, no other capital X."""

_AMOUNT = r"[0-9]{1,14}([.][0-9]{1,2}0*)?$"
"""Yuan to the fen; zeros after them say nothing."""


SEXES = {"1": "1", "男": "1", "男性": "1", "2": "2", "女": "2", "女性": "2"}
"""How sex is written: the code (GB/T 2261.1), or the word that some hospitals send; else unknown."""


def written(code: str) -> str:
    """统一写法: a code as the national tables write it: a capital first, a small x.

    >>> written(" k35.800X001 ")
    'K35.800x001'
    """
    bare = code.strip()
    return bare[:1].upper() + bare[1:].replace("X", "x")


def written_column(code: ir.StringValue) -> ir.StringValue:
    """统一写法: as `written`, of a column.

    Nearly all codes are written so already, which is asked first: it costs a twentieth of rewriting.
    """
    bare = code.strip()
    rewritten = bare.substr(0, 1).upper().concat(bare.substr(1).replace("X", "x"))
    return ibis.ifelse(code.re_search(_STANDS), code, rewritten)


def sex_code(sex: ir.StringValue) -> ir.StringValue:
    """性别: 1 male, 2 female, "" for all that is neither.

    >>> import ibis
    >>> [sex_code(ibis.literal(each)).to_pyarrow().as_py() for each in ("男", "2 ", "9")]
    ['1', '2', '']
    """
    said = sex.strip()
    return ibis.cases(*((said == text, code) for text, code in SEXES.items()), else_="")


def fen_column(yuan: ir.StringValue, *, signed: bool = False) -> ir.IntegerValue:
    """金额: yuan as printed, in fen; empty where it is empty, no amount or finer than a fen.

    Below zero only with `signed`.

    >>> import ibis
    >>> [fen_column(ibis.literal(each)).to_pyarrow().as_py() for each in (" 12.50 ", "0.005", "-1")]
    [1250, None, None]
    """
    printed = yuan.strip()
    fine = printed.re_search(("^-?" if signed else "^") + _AMOUNT).fill_null(False)
    amount = ibis.ifelse(fine, printed, ibis.null("string"))
    return (amount.try_cast("decimal(18, 2)") * 100).cast("int64")
