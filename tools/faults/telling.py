"""What is printed: a heading for each fault, its figures, and whether the promise was kept."""

from __future__ import annotations

import time


class Telling:
    """The report as it is made; counts the promises that were broken."""

    def __init__(self, begun: float) -> None:
        self._begun = begun
        self._kept = 0
        self._broken: list[str] = []
        self._undone: list[str] = []

    def heading(self, words: str) -> None:
        """A part begins."""
        print(f"\n{words}  [{time.monotonic() - self._begun:.0f} s]", flush=True)

    def figure(self, name: str, value: object) -> None:
        """A number that was measured."""
        print(f"  {name:58} {value}", flush=True)

    def promise(self, words: str, kept: bool, detail: str = "") -> None:
        """Something that must hold."""
        if kept:
            self._kept += 1
        else:
            self._broken.append(words)
        print(f"  {words:58} {'kept' if kept else 'BROKEN'}  {detail}".rstrip(), flush=True)

    def undone(self, words: str) -> None:
        """What couldn't be tried on this machine."""
        self._undone.append(words)
        print(f"  not tried: {words}", flush=True)

    def end(self) -> int:
        """The last lines, and the exit status."""
        print(f"\n{self._kept} promises kept, {len(self._broken)} broken", end="")
        print(f", {len(self._undone)} not tried here" if self._undone else "", end="")
        print(f"; {time.monotonic() - self._begun:.0f} s")
        for words in self._broken:
            print(f"BROKEN: {words}")
        return 1 if self._broken else 0
