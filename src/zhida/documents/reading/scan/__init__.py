"""扫描件 scans: pictures of pages → lines and tables, every text marked as read optically."""
