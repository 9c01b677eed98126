"""预警 alerts: what is late, lost or odd in the use of the money; one rule, one file, one code."""

from zhida.core.execution.alerts.alert import Alert, Colour
from zhida.core.execution.alerts.catalogue import alerts, catalogue, rule
from zhida.core.execution.alerts.rule import AlertRule

__all__ = ["Alert", "AlertRule", "Colour", "alerts", "catalogue", "rule"]
