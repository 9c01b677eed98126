"""备份 backup: the whole installation in one file, as it was at one moment, and back again."""
