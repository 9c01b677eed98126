"""绩效页 views: goals, their values and points, their division, monitoring, evaluations."""
