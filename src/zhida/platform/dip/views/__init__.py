"""Pages of disease payment."""
