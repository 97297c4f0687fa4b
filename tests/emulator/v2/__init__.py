"""Tests of V2's answers, by literal requests."""
