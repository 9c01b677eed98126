"""执行 execution: from money received to money paid: payments, progress, alerts, penalties."""
