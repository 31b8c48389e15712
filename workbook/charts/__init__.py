"""Measures become pictures, each with a text alternative and a table."""
