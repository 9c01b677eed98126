"""执行文件 files of execution: payments of the treasury, read and written."""
