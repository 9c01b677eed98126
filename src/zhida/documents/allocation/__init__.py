"""分配 allocation: tables of totals and factors in, exact tables out."""
