"""Tests of retroach_async.v1."""
