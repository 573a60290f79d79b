"""asok-geo."""
