"""行不跨页 whole rows: what a PDF of ours says of itself, so that it is read back as it was written.

A row that a page end parts and a row with blank cells below a short one look alike on
paper. Our own files never part a row; their keywords say so, and the reader needn't guess.
"""

WHOLE_ROWS = "zhida:whole-rows"
"""The keyword of a PDF in which no page end cuts a row of a table."""
