"""Addresses: the folders below `src/pages`, the table made of them, and what each address leads to."""
