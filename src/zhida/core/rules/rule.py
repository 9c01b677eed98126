"""规则 rule: one check, with its code, its law and its examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.provenance import Source

Check = Callable[[Notice], Iterator[Finding]]


@dataclass(slots=True)
class Rule:
    """规则: what is checked, why, and how it looks when it fails and when it holds.

    `code` is stable for ever. `name` is a short Chinese title, `explanation`
    one or two sentences; `basis` the article; `mend` what to do; `bad` and
    `good` are short examples in the words of a notice. `since` and `until` are
    the budget years (inclusive) in which the rule holds, None for no bound.

    A rule's module builds one `Rule` named RULE and registers its check:

        RULE = Rule(code="N101", …)

        @RULE.check
        def row_sums(notice: Notice) -> Iterator[Finding]:
            yield RULE.finding("…", expected=…, found=…, sources=(…,))
    """

    code: str
    name: str
    severity: Severity
    explanation: str
    basis: str
    mend: str
    bad: str
    good: str
    since: int | None = None
    until: int | None = None
    _check: Check | None = field(default=None, repr=False)

    def check(self, function: Check) -> Check:
        """Register the function that looks for this rule's faults."""
        self._check = function
        return function

    def holds_in(self, year: int | None) -> bool:
        """Whether the rule holds for a budget year; an unknown year is not excluded."""
        if year is None:
            return True
        return (self.since is None or year >= self.since) and (
            self.until is None or year <= self.until
        )

    def run(self, notice: Notice) -> Iterator[Finding]:
        """The findings of this rule, none where it does not hold in the notice's year."""
        year = notice.budget_year.value if notice.budget_year else None
        if self._check is not None and self.holds_in(year):
            yield from self._check(notice)

    def finding(
        self,
        sentence: str,
        *,
        expected: int | str | None = None,
        found: int | str | None = None,
        difference: int | str | None = None,
        sources: tuple[Source, ...] = (),
        severity: Severity | None = None,
        mend: str | None = None,
    ) -> Finding:
        """A finding of this rule; severity and mend can be told for the single case."""
        if difference is None and isinstance(expected, int) and isinstance(found, int):
            difference = found - expected
        return Finding(
            self.code,
            severity or self.severity,
            sentence,
            expected,
            found,
            difference,
            self.basis,
            mend or self.mend,
            sources,
        )
