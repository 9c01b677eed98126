"""方言 spark_dialect: where Spark's words for an expression would mean something else, the right ones.

What Ibis writes for Spark differs in a few places from what it writes for the embedded engine; here
both come to mean the same, so that no expression needs to know on which engine it runs.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

import sqlglot.expressions as sge
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.common.exceptions import UnsupportedOperationError


class SparkCompiler(PySparkCompiler):  # type: ignore[misc]
    """The compiler of Ibis, but for these."""

    __slots__ = ()

    def visit_ArrayIndex(self, op: Any, *, arg: Any, index: Any) -> Any:
        """What isn't in a list is empty; Spark's own word would stop the query."""
        return self.f.try_element_at(arg, index + 1)

    def visit_StringSplit(self, op: Any, *, arg: Any, delimiter: Any) -> Any:
        """A text is split at a text; Spark would take it for a pattern."""
        if not isinstance(delimiter, sge.Literal):
            raise UnsupportedOperationError("Spark splits a text at what is written, not computed")
        return self.f.split(arg, sge.convert(re.escape(delimiter.this)))

    def visit_ArrayCollect(
        self, op: Any, *, arg: Any, where: Any, order_by: Any, include_null: Any, distinct: Any
    ) -> Any:
        """A list in an order that is stated: Spark's own lists have none."""
        if not order_by:
            return super().visit_ArrayCollect(
                op, arg=arg, where=where, order_by=(), include_null=include_null, distinct=distinct
            )
        found = self._in_order(arg, where, order_by)
        return self.f.array_distinct(found) if distinct else found

    def visit_GroupConcat(self, op: Any, *, arg: Any, sep: Any, where: Any, order_by: Any) -> Any:
        """Texts joined in an order that is stated."""
        if not order_by:
            return super().visit_GroupConcat(op, arg=arg, sep=sep, where=where, order_by=())
        found = self._in_order(arg, where, order_by)
        return self.if_(self.f.size(found).eq(0), sge.null(), self.f.array_join(found, sep))

    def _in_order(self, arg: Any, where: Any, order_by: Any) -> Any:
        """Spark sorts a list by all that its records hold: the keys go first, then away."""
        if any(key.args.get("desc") for key in order_by):
            raise UnsupportedOperationError("Spark collects in a rising order")
        # what is empty stands last, as on the embedded engine
        keys = [(key.this.copy().is_(sge.null()), key.this.copy()) for key in order_by]
        fields = [*chain.from_iterable(keys), arg]
        named = ((sge.convert(f"at{place}"), field) for place, field in enumerate(fields))
        record = self.f.anon.named_struct(*chain.from_iterable(named))
        wanted = arg.is_(sge.Not(this=sge.null()))
        record = self.if_(sge.and_(where, wanted) if where else wanted, record, sge.null())
        each, last = sge.to_identifier("each"), sge.to_identifier(f"at{len(fields) - 1}")
        away = sge.Lambda(this=sge.Dot(this=each, expression=last), expressions=[each])
        return self.f.anon.transform(self.f.array_sort(self.f.array_agg(record)), away)
