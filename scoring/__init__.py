"""Scoring: what a tender's shape gives away, and whether to bid."""
