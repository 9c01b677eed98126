"""疾病诊断相关分组 DRG: a table-driven grouper of the CHS-DRG kind, on the cases of `engines.dip`.

The way: `reading` (a rule set from tables) → `assignment` (columns) or `bedside` (one case) →
`weights`. What a group asks is data, in the grammar of `conditions`; no official table is in here.
"""
