"""报告页 views: forms made, looked at, filed and verified."""
