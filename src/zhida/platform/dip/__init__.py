"""病种付费 disease payment of an installation: the directory in force, and answers by it."""
