"""The html report in a browser: clicks and keys, both ways, without any network.

Chromium runs the page, a script acts as the reader would, and the page as it
then stands is looked at. Needs Debian's `chromium` (or another Chromium ≥ 90).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome")

Act = Callable[[str], Any]
"""Run JavaScript in the report and give what it returns."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on two samples with planted faults."""
    path = tmp_path_factory.mktemp("report") / "报告.html"
    samples = [*ROOT.glob("samples/04-*.pdf"), *ROOT.glob("samples/05-*.md")]
    told = subprocess.run(
        [sys.executable, "-m", "zhida", "check", *map(str, samples), "--html", str(path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 1, told.stderr
    return path


@pytest.fixture
def act(report: Path, tmp_path: Path) -> Act:
    """Opens the report, runs a script in it, and gives its value."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        pytest.fail("these tests need Chromium: apt-get install chromium")

    def run(script: str) -> Any:
        told = (
            "<script>const told = document.createElement('pre'); told.id = 'told';"
            "const press = (code) =>"
            " document.dispatchEvent(new KeyboardEvent('keydown', {code: code}));"
            "const all = (css) => Array.from(document.querySelectorAll(css));"
            f"told.textContent = JSON.stringify((() => {{ {script} }})());"
            "document.body.append(told);</script>"
        )
        page = tmp_path / "page.html"
        source = report.read_text(encoding="utf-8")
        page.write_text(source.replace("</body>", told + "</body>"), encoding="utf-8")
        done = subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--window-size=1366,768",
                f"--user-data-dir={tmp_path / 'profile'}",
                "--dump-dom",
                page.as_uri(),
            ],
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=True,
        )
        _, _, rest = done.stdout.partition('<pre id="told">')
        text, _, _ = rest.partition("</pre>")
        assert text, f"the script failed: {done.stderr[-2000:]}"
        return json.loads(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))

    return run


def test_the_next_key_lights_up_the_cells_of_each_finding_in_turn(act: Act) -> None:
    steps = act(
        "const steps = [];"
        "for (const code of ['KeyJ', 'KeyJ', 'KeyK']) {"
        "  press(code);"
        "  const on = document.querySelector('.finding.on');"
        "  const lit = all('.left .on').map((e) => e.dataset.t.split(' ').includes(on.dataset.f));"
        "  steps.push([on.id, lit.length > 0 && lit.every(Boolean), location.hash]);"
        "} return steps;"
    )
    assert steps == [
        ["n1-f1", True, "#n1-f1"],
        ["n1-f2", True, "#n1-f2"],
        ["n1-f1", True, "#n1-f1"],
    ]


def test_the_cells_of_a_chosen_finding_are_brought_into_view(act: Act) -> None:
    seen = act(
        "return all('.finding').map((finding) => { finding.click();"
        "  return all('.left .on').length === 0 || all('.left .on').some((e) => {"
        "    const box = e.getBoundingClientRect();"
        "    return box.bottom > 44 && box.top < innerHeight; }); });"
    )
    assert len(seen) > 10
    assert all(seen)


def test_a_lit_cell_leads_back_to_each_of_its_findings(act: Act) -> None:
    found = act(
        "const cell = all('.left td[data-n]').find((e) => /f\\d+ f\\d+/.test(e.dataset.t));"
        "const wanted = cell.dataset.t.split(' ').filter((tag) => tag[0] === 'f');"
        "const got = wanted.map(() => { cell.click();"
        "  return document.querySelector('.finding.on').dataset.f; });"
        "return [wanted, got];"
    )
    assert found[0] == found[1]
    assert len(found[0]) > 1


def test_a_typed_value_lights_up_its_place_and_the_place_leads_back(act: Act) -> None:
    there, back, shown = act(
        "const link = all('#n1-fields a[data-v]').find((e) => e.textContent.includes('天山区'));"
        "link.click();"
        "const place = document.querySelector('.left .on');"
        "const there = place.textContent;"
        "press('Escape'); document.getElementById('n1-tab-findings').click();"
        "const plain = all('.left [data-t]').find((e) => /^v\\d+$/.test(e.dataset.t));"
        "plain.click();"
        "const back = document.querySelector('a[data-v].on').dataset.v === plain.dataset.t;"
        "return [there, back,"
        " !document.querySelector('a.on').closest('.panel').classList.contains('shut')];"
    )
    assert "天山区" in there
    assert back
    assert shown


def test_a_filter_hides_findings_and_their_marks(act: Act) -> None:
    before, after, marks, steps = act(
        "const count = () => all('.finding').filter((e) => !e.hidden).length;"
        "const before = count();"
        "all('.filter input').filter((e) => e.value !== 'error').forEach((e) => e.click());"
        "const marks = new Set(all('.left [data-n]').flatMap((e) => [...e.classList])"
        "  .filter((name) => name.startsWith('s-')));"
        "press('KeyJ');"
        "return [before, count(), [...marks], document.querySelector('output').textContent];"
    )
    assert 0 < after < before
    assert marks == ["s-error"]
    assert steps == f"1 / {after}"


def test_the_page_asks_nothing_of_the_network_and_breaks_no_policy(act: Act) -> None:
    assert act("press('KeyJ'); return performance.getEntriesByType('resource').length;") == 0


def test_printing_shows_the_findings_in_full(act: Act) -> None:
    hidden = act(
        "const rules = [...document.styleSheets[0].cssRules];"
        "const print = rules.find((e) => e.media && e.media.mediaText === 'print');"
        "document.querySelector('style').append("
        "  [...print.cssRules].filter((e) => e.selectorText).map((e) => e.cssText).join(''));"
        "const shut = (e) => getComputedStyle(e).display === 'none';"
        "return [all('.finding .more').filter(shut).length,"
        "  all('.bar, .tabs').filter((e) => !shut(e)).length];"
    )
    assert hidden == [0, 0]
