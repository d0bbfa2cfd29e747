"""Tenders: what a notice is, how it is read, and where it is kept."""
