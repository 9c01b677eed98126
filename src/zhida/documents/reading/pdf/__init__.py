"""PDF: text by its characters' places, tables by their ruling lines, scanned pages as pictures."""
