"""axe-core, brought from npm into a folder of the test, and asked about a page."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any, cast

import pytest
from tests_browser.watching import Watched

VERSION = "4.14.1"
"""Another version may know more rules, and find what this one did not."""
GRAVE = ("serious", "critical")

RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"] });
  return found.violations.map((each) => ({ id: each.id, impact: each.impact, help: each.help,
    nodes: each.nodes.map((node) => [node.target.join(" "), node.failureSummary]) }));
}"""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def fetched(folder: Path) -> str:
    """The script of axe-core, as npm packs it; the test fails where npm or its registry is missing."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.fail("axe-core comes from npm: apt-get install npm")
    done = subprocess.run(
        [npm, "pack", f"axe-core@{VERSION}", "--silent"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"npm could not fetch axe-core: {done.stderr[-1000:]}")
    (packed,) = folder.glob("axe-core-*.tgz")
    with tarfile.open(packed) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode("utf-8")


def grave(watched: Watched, script: str) -> list[str]:
    """What is serious or critical on the page as it stands: the rule, the place, and what to do."""
    watched.ask(f"{script};undefined")
    found = cast("list[dict[str, Any]]", watched.ask(RUN, list(TAGS)))
    return [
        f"{each['impact']} {each['id']}: {place}: {summary}"
        for each in found
        if each["impact"] in GRAVE
        for place, summary in each["nodes"][:3]
    ]
