"""Mutations that the tests do not notice: changes of the code for which no test fails, each with the reason."""
