"""指标账页面 views: lines, vouchers, what to do with them, where money flows, and what figures are made of."""
