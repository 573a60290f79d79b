"""asok-request."""
