"""Letters, plans, reports and timelines as files."""
