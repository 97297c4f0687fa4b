"""The colours of the pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

ThemeName = Literal["dark", "light", "site"]
"""Dark, as chat programs are; light; or in the colours of retroachievements.org, whose bars are gold."""

_ON_DARK = {
    "text": "#f2f3f5",
    "quiet": "#b5bac1",
    "grid": "#3a3d43",
    "casual": "#8a9099",
    "mark": "#ffffff",
    "curve1": "#5b9bf0",
    "curve2": "#f0b232",
    "curve3": "#3ecf8e",
    "curve4": "#ff7d6b",
    "curve5": "#c792ea",
    "curve6": "#7fdbe6",
}

THEMES: Final[Mapping[ThemeName, Mapping[str, str]]] = {
    "dark": _ON_DARK | {"ground": "#1e1f22", "bar": "#5b9bf0", "mastery": "#f0b232", "gold": "#f7c04a"},
    "light": {
        "ground": "#ffffff",
        "text": "#17181b",
        "quiet": "#565b64",
        "grid": "#dfe2e6",
        "bar": "#3a78d8",
        "casual": "#a3a9b3",
        "mastery": "#e0a100",
        "gold": "#946200",
        "mark": "#17181b",
        "curve1": "#2f6fd0",
        "curve2": "#c98a00",
        "curve3": "#0f8a5f",
        "curve4": "#d1432f",
        "curve5": "#8445b5",
        "curve6": "#0d8fa3",
    },
    "site": _ON_DARK
    | {"ground": "#161616", "bar": "#cc9900", "casual": "#737373", "mastery": "#ffe08a", "gold": "#ffe08a"},
}
"""Every theme: its colours by what they are for. Gold is for words about mastery, mastery for its bar."""
