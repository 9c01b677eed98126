"""时限义务 obligations: what is due when, from whom, to whom, and what happens if it is late."""
