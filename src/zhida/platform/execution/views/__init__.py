"""执行页面 views: progress, times, idle money, tiles, payments, alerts, penalties."""
