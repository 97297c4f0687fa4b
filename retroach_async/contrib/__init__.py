"""Bridges to frameworks of other people, each with an extra of its own."""
