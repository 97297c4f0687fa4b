"""Tests of retroach_async.wire."""
