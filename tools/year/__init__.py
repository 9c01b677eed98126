"""一年 year: one fiscal year of the sample notices, played with the commands as they are."""
