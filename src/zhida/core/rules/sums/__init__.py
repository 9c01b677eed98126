"""数字 sums N1xx: what must add up, adds up to the fen."""
