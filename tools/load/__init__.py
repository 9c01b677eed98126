"""Load: people who walk through the lists of a nation's ledger, all at once."""
