"""科目 codes N3xx: classification codes exist, fit the money, and agree with each other."""
