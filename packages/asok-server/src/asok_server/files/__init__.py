"""Files that are sent: downloads, static files, and what HTTP asks of both (conditions, ranges, types)."""
