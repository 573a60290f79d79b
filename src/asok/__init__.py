"""Asok: the Python web framework."""
