"""演示 demo: an installation with a year in progress, served; one account per role."""
