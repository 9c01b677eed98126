"""绩效 performance: files that carry goals and factors in, and their tables out."""
