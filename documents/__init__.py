"""Letters, plans, reports and timelines as files, and tables for spreadsheets."""
