"""Tests of retroach_async.drift."""
