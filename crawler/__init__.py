"""Crawler: gets notices from their sources, politely, and puts them into the store."""
