"""The writer of the picture that is committed, for the README: `nox -s pictures`."""

from __future__ import annotations

from pathlib import Path

from pictures import COMMITTED, pictures

(Path(__file__).parents[2] / "images" / COMMITTED).write_text(pictures()[COMMITTED], encoding="utf-8", newline="\n")
