"""绩效 performance: indicators, their decomposition, measurement, monitoring and scoring."""
