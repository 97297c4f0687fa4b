"""Tests of the bridges to other frameworks."""
