"""A picture as PNG, drawn by resvg in the shipped fonts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from retroach_async.charts.svg import FAMILY
from retroach_async.charts.widths import fits_the_fonts
from retroach_async.errors import ConfigurationError

_FONTS = Path(__file__).parent / "fonts"
_SHIPPED = [str(_FONTS / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]


def rasterised(svg: str, texts: Sequence[str], scale: float, fonts: Sequence[str | os.PathLike[str]]) -> bytes:
    """The PNG of an SVG, `scale` times as large.

    The machine's own fonts are only looked for where the texts need more than the shipped and the given ones.
    """
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415  an extra, and few programs draw
    except ImportError:
        raise ConfigurationError("png() needs resvg-py: install the extra, retroach_async[charts]") from None
    needs_more = not all(map(fits_the_fonts, texts))
    return svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        font_files=[*_SHIPPED, *(os.fspath(file) for file in fonts)],
        skip_system_fonts=not needs_more,
        sans_serif_family=FAMILY,
    )
