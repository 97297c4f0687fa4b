"""Tests of many calls at once."""
