"""监控 monitoring: what those who run the service see of it: figures, a log, whether it is ready."""
