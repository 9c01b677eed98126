"""引擎 engines: column work at national scale, one expression for every engine."""
