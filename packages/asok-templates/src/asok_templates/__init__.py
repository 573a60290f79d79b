"""asok-templates."""
