"""病种分值付费 DIP: cases cleaned, grouped, scored and settled, exactly and as columns.

The way: `reading` → `cleaning` → `catalogue` or `directory` → `assignment` → `scores` →
`settlement`. Every figure is a whole number; where one is rounded, the policy names the step.
"""
