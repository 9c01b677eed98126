"""颜色 colours: the word of an alert's colour, and the colour itself where the terminal has one."""

from __future__ import annotations

from rich.text import Text

from zhida.core.execution.alerts.alert import Colour

_STYLES = {
    Colour.RED: "bold white on red",
    Colour.ORANGE: "bold black on dark_orange",
    Colour.YELLOW: "black on yellow",
    Colour.BLUE: "bold white on blue",
    Colour.GREY: "black on grey70",
}


def colour_word(colour: Colour) -> Text:
    """The word says it without the colour."""
    return Text(f"{colour.label}色", style=_STYLES[colour])
