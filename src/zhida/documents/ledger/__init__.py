"""指标账的文件 ledger: quota records, tables and traces as files."""
