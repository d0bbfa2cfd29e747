"""Reports: an assessment as people and programs read it."""
