"""系统 system: the pages of those who look after it: the journal, the users, the agencies."""
