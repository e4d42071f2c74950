"""Pages of publishing, for staff."""
