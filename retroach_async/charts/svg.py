"""A picture as SVG: every bar a `rect`, every text a `text`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from retroach_async.charts.scene import Bar, Curve, Dot, Line, Part, Scene, Text

FAMILY = "DejaVu Sans"
_FAMILIES = f"{FAMILY}, Verdana, Noto Sans, sans-serif"


def written(scene: Scene, theme: Mapping[str, str], size: tuple[int, int]) -> str:
    """The picture in a theme's colours, so many px wide and high; equal pictures are equal bytes."""
    width, height = size
    head = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{_FAMILIES}" role="img"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {head}>',
        f"<title>{escape(scene.caption)}</title>",
        f'<path fill="{theme["ground"]}" d="M0 0H{width}V{height}H0Z"/>',
    ]
    writer = _Writer(theme, width / scene.width)
    for part in scene.parts:
        lines += writer.lines(part)
    return "\n".join([*lines, "</svg>\n"])


class _Writer:
    """Writes parts in px."""

    def __init__(self, theme: Mapping[str, str], pixels: float) -> None:
        self._theme, self._pixels = theme, pixels

    def lines(self, part: Part) -> Iterator[str]:
        """The markup of a part."""
        if isinstance(part, Bar):
            yield self._bar(part)
        elif isinstance(part, Text):
            yield self._text(part)
        elif isinstance(part, Line):
            yield self._line(part)
        elif isinstance(part, Dot):
            place = f'cx="{self._px(part.x)}" cy="{self._px(part.y)}" r="{self._px(part.radius)}"'
            yield f'<circle {place} fill="{self._theme[part.ink]}"/>'
        else:
            yield self._curve(part)

    def _px(self, units: float) -> str:
        return f"{units * self._pixels:.2f}".rstrip("0").rstrip(".")

    def _bar(self, bar: Bar) -> str:
        left, top, right, bottom = bar.area
        size = f'width="{self._px(right - left)}" height="{self._px(bottom - top)}"'
        fill = self._theme[bar.ink]
        return f'<rect x="{self._px(left)}" y="{self._px(top)}" {size} fill="{fill}"><title>{bar.words}</title></rect>'

    def _text(self, text: Text) -> str:
        parts = [f'x="{self._px(text.x)}" y="{self._px(text.y)}" font-size="{self._px(text.size)}"']
        parts.append(f'fill="{self._theme[text.ink]}"')
        if text.anchor != "start":
            parts.append(f'text-anchor="{text.anchor}"')
        if text.bold:
            parts.append('font-weight="bold"')
        if text.halo:
            ground, width = self._theme["ground"], self._px(6)
            parts.append(f'paint-order="stroke" stroke="{ground}" stroke-width="{width}" stroke-linejoin="round"')
        return f"<text {' '.join(parts)}>{escape(text.text)}</text>"

    def _line(self, line: Line) -> str:
        ends = f'x1="{self._px(line.x1)}" y1="{self._px(line.y1)}" x2="{self._px(line.x2)}" y2="{self._px(line.y2)}"'
        dashes = f' stroke-dasharray="{self._px(7)} {self._px(5)}"' if line.dashed else ""
        return f'<line {ends} stroke="{self._theme[line.ink]}" stroke-width="{self._px(line.width)}"{dashes}/>'

    def _curve(self, curve: Curve) -> str:
        points = " ".join(f"{self._px(x)},{self._px(y)}" for x, y in curve.points)
        stroke = f'stroke="{self._theme[curve.ink]}" stroke-width="{self._px(4)}" stroke-linejoin="round"'
        return f'<polyline points="{points}" fill="none" {stroke}/>'
