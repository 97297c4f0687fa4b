"""Tests of retroach_async.models."""
