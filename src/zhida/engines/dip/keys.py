"""匹配键 keys: by what a code of a case and a code of a rule find each other.

An extension (99.2800x005) is another procedure than its neighbours. A rule with an extension
takes that one, or a case that reported only the base; a rule with a base takes the base and all
its extensions. Written as keys, so that finding each other is being equal.
"""

from __future__ import annotations

import re

ANY = "*"
"""The diagnosis key of a rule that asks for none."""

_SHAPE = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Za-z+*.x]*)?")
_PROCEDURE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.]*")
_RANGE = re.compile(r"([A-Z])([0-9]{2})-([A-Z])([0-9]{2})")


def base_of(code: str) -> str:
    """扩展码的主码: a procedure's code before its extension.

    >>> base_of("99.2800x005"), base_of("47.0100")
    ('99.2800', '47.0100')
    """
    return code.partition("x")[0]


def rule_keys(code: str) -> tuple[str, ...]:
    """The keys of a rule's procedure.

    >>> rule_keys("99.2800x005"), rule_keys("99.2800")
    (('99.2800x005', '99.2800'), ('99.2800', '~99.2800'))
    """
    base = base_of(code)
    return (code, base) if base != code else (code, f"~{code}")


def case_keys(code: str) -> tuple[str, ...]:
    """The keys of a case's procedure: as it is; and, of an extension, its base set apart.

    >>> case_keys("99.2800x006"), case_keys("99.2800")
    (('99.2800x006', '~99.2800'), ('99.2800',))
    """
    base = base_of(code)
    return (code, f"~{base}") if base != code else (code,)


def is_procedure(code: str) -> bool:
    """手术操作代码: whether it is written as one, national extensions too.

    >>> is_procedure("47.0100x001"), is_procedure("17.9100"), is_procedure("手术")
    (True, True, False)
    """
    return _PROCEDURE.fullmatch(code) is not None


def dx_keys(code: str) -> dict[str, int]:
    """诊断键: the keys of a case's diagnosis, with how closely each tells it: code 3, dx4 2, dx3 1.

    >>> dx_keys("K35.800x001")
    {'*': 0, 'K35': 1, 'K35.8': 2, 'K35.800x001': 3}
    """
    return {ANY: 0, code[:3]: 1, code[:5]: 2, code: 3}


def dx_cell(cell: str) -> tuple[str, ...]:
    """诊断格: the diagnosis keys of a rule's cell: codes, categories, ranges of these, or `*`.

    Raises ValueError for what is none of them.

    >>> dx_cell("C00-C02|D05.1")
    ('C00', 'C01', 'C02', 'D05.1')
    """
    keys: list[str] = []
    for part in filter(None, (each.strip() for each in cell.split("|"))):
        if found := _RANGE.fullmatch(part):
            first, last = found[1] + found[2], found[3] + found[4]
            if first > last:
                raise ValueError(f"范围“{part}”前后颠倒")
            span = range(_number(first), _number(last) + 1)
            keys += [f"{chr(number // 100)}{number % 100:02d}" for number in span]
        elif part == ANY or _SHAPE.fullmatch(part):
            keys.append(part)
        else:
            raise ValueError(f"“{part}”不是诊断代码、类目、亚目、范围或*")
    return tuple(dict.fromkeys(keys))


def _number(category: str) -> int:
    return ord(category[0]) * 100 + int(category[1:])
