"""Damaged files: the readers get bytes that no one wrote, and must refuse or read them."""
