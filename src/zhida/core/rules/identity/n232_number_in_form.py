"""反馈表预填文号不符: 随文下发的表中预填的下达文号应当是本文文号。

Document numbers that the issuer filled into a feedback form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import DocumentNumber, Notice
from zhida.core.rules.law import DOCUMENT_NUMBER
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N232",
    name="反馈表预填文号与本文不符",
    severity=Severity.ERROR,
    explanation="随文下发的反馈表中预填的下达文号，应当是本文或所依据的上级文件的文号；多为沿用往年表样所致。",
    basis=DOCUMENT_NUMBER,
    mend="改填本文的发文字号。",
    bad="本文为某财社〔2024〕15号；反馈表预填某财社〔2023〕15号",
    good="本文与反馈表均为某财社〔2024〕15号",
)

_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,12})[〔\[【(（](20\d\d)[〕\]】)）]第?0*(\d+)号")


@RULE.check
def number_in_form(notice: Notice) -> Iterator[Finding]:
    """A finding for each filled number that is neither the notice's nor an upstream one."""
    own = notice.doc_number
    if own is None:
        return
    known = [_key(own.value)]
    known += [_key(basis.number) for basis in notice.basis if basis.number is not None]
    for form in notice.forms:
        for cell in form.cells:
            match = _NUMBER.fullmatch("".join(cell.printed.split()))
            if match is None or "文号" not in cell.column:
                continue
            if (match.group(1), int(match.group(2)), int(match.group(3))) not in known:
                yield RULE.finding(
                    f"《{form.title}》“{cell.column}”预填{cell.printed}，本文为{own.value}。",
                    expected=str(own.value),
                    found=cell.printed,
                    difference="",
                    sources=(cell.source, own.source),
                )


def _key(number: DocumentNumber) -> tuple[str, int, int]:
    return number.letters, number.year, number.serial
