"""绩效 performance: rules N5xx, on goals, indicators and their values."""
