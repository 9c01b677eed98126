"""Crash, starve and tamper with a ledger of our own, and see whether it keeps its promises."""
