"""Tests of retroach_async.v2."""
