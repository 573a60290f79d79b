"""asok-server."""
