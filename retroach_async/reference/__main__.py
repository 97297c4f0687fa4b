"""`python -m retroach_async.reference`: everything on one page, on standard output."""

from __future__ import annotations

import sys

from retroach_async.reference import reference

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a captured stream has it too
sys.stdout.write(reference())
