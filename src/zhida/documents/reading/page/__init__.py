"""页面 page: lines of text and ruling lines, each with its place → paragraphs and tables.

PDF files with text and pictures of pages both end here.
"""
