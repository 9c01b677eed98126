"""封存 sealing: what the ledger and the journal share: chained blocks, a head outside, guards as shipped."""
