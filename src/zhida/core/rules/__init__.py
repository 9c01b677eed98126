"""规则 rules: what can be wrong with a notice. One rule, one file, one code.

Families: `sums` N1xx, `identity` N2xx, `codes` N3xx, `regime` N4xx,
`performance` N5xx, `deadlines` N6xx, `reading` N7xx.
"""

from zhida.core.rules.catalogue import catalogue, check, rule
from zhida.core.rules.rule import Rule

__all__ = ["Rule", "catalogue", "check", "rule"]
