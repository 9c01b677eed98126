"""识读 reading: rules N7xx, on what the reader put right or couldn't settle."""
