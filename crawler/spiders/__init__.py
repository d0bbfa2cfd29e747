"""Spiders: one file a source, found by discovery."""
