"""Measures that other distributions add."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click.testing import CliRunner

from studylog.build import generate
from studylog.cli import main
from studylog.hooks import with_extra
from studylog.measure.extra import ExtraMeasure, checked
from studylog.pages import pages
from studylog.problems import JournalError
from tests.conftest import ROOT
from tests.journals import asked, figures, record

NOON = datetime(2025, 11, 5, 12, tzinfo=UTC)
DAY = record("2025-11-05", asked("a", 90))
Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a distribution with one module where Python finds it; gives the module's file."""
    site = tmp_path / "installed"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))

    def put(text: str, name: str = "studylog_more", point: str = "measures") -> Path:
        info = site / f"{name}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[studylog.measures]\n{point} = {name}:{point}\n")
        (site / f"{name}.py").write_text(f"from studylog.measure.extra import ExtraMeasure\n{dedent(text)}")
        monkeypatch.delitem(sys.modules, name, raising=False)
        return site / f"{name}.py"

    return put


def measure(name: str = "Name", **fields: Any) -> ExtraMeasure:
    return ExtraMeasure(**{"name": name, "sentence": "It is so.", "definition": "Made so.", **fields})


def made(extra: ExtraMeasure) -> str:
    """The page More measures."""
    found = replace(figures(DAY), extra=(checked(extra),))
    return {page.path: page.content for page in pages(found, ROOT)}["journal/more.md"]


def test_the_example_of_the_guide_works(tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed by pip as the guide says: its page says what the guide shows, and two pages lead there."""
    guide = (ROOT / "docs" / "guide" / "measures-hook.md").read_text(encoding="utf-8")
    fences = dict(re.findall(r"```(\w*)\n(.*?)```", guide, re.DOTALL))
    source, site = tmp_path / "source", tmp_path / "site"
    source.mkdir()
    (source / "pyproject.toml").write_text(fences["toml"])
    (source / "studylog_weekdays.py").write_text(fences["python"])
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(site), str(source)], check=True, capture_output=True)
    monkeypatch.syspath_prepend(str(site))
    generate(sample, as_of=None, today=date(2025, 11, 17))
    journal = sample / "docs" / "journal"
    shown = re.sub("<[^>]*>", "", (journal / "more.md").read_text(encoding="utf-8"))
    assert "\n".join(filter(None, fences[""].splitlines())) in shown
    assert "Made by studylog-weekdays 1.0." in shown
    assert 'href="more.html"' in (journal / "numbers.md").read_text(encoding="utf-8")
    assert 'href="journal/more.html"' in (sample / "docs" / "index.md").read_text(encoding="utf-8")
    printed = CliRunner().invoke(main, ["figures", "--json", "--journal", str(sample)])
    (extra,) = json.loads(printed.stdout)["extra"]
    assert (extra["name"], extra["by"], extra["columns"]) == (
        "Weekdays", "studylog-weekdays 1.0", ["Weekday", "Checks", "Mean, %"]
    )  # fmt: skip


def test_without_any_there_is_no_page(sample: Path) -> None:
    """And no link to it; the JSON has an empty list."""
    generate(sample, as_of=None, today=date(2025, 11, 17))
    assert not (sample / "docs" / "journal" / "more.md").exists()
    assert "more.html" not in (sample / "docs" / "index.md").read_text(encoding="utf-8")
    printed = CliRunner().invoke(main, ["figures", "--json", "--journal", str(sample)])
    assert json.loads(printed.stdout)["extra"] == []


def test_measures_stand_in_the_order_of_their_names(install: Install) -> None:
    """Whichever distribution is found first, each with the one that made it."""
    give = 'def measures(figures):\n    return [ExtraMeasure(name, "s.", str(figures.as_of)) for name in {}]\n'
    install(give.format(["b", "D"]), "one")
    install(give.format(["c", "A"]), "two")
    found = with_extra(figures(DAY)).extra
    assert [(m.name, m.by, m.definition) for m in found] == [
        (name, f"{by} 1.2", "2025-11-05") for name, by in (("A", "two"), ("b", "one"), ("c", "two"), ("D", "one"))
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("def measures(figures):\n    return 1 / 0\n", 3, "ZeroDivisionError: division by zero."),
        (
            "def measures(figures):\n    yield\n    raise OSError('a\\nb')\n",
            0,
            "an ExtraMeasure is expected, not None.",
        ),
        ("def measures(figures):\n    raise SystemExit(3)\n", 3, "SystemExit: 3."),
        ("def measures(figures):\n    return None\n", 0, "TypeError: 'NoneType' object is not iterable."),
        ("def measures():\n    return []\n", 0, "TypeError: measures() takes 0 positional arguments but 1 was given."),
        ("other = 1\n", 0, "AttributeError: module 'studylog_more' has no attribute 'measures'."),
    ],
    ids=["fails", "gives nothing", "exits", "gives None", "takes nothing", "is not there"],
)
def test_a_function_that_fails_is_a_problem(install: Install, text: str, line: int, said: str) -> None:
    """It names the file, the function and the distribution, and what was said."""
    file = install(text)
    with pytest.raises(JournalError) as raised:
        with_extra(figures(DAY))
    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.code) == (str(file), line, "measures")
    assert problem.message.startswith("studylog_more:measures of studylog_more 1.2 fails: ")
    assert problem.message.endswith(said)


def test_a_module_that_cannot_be_loaded_is_named_by_its_distribution(install: Install) -> None:
    """All that fail are named at once."""
    install("import nothing_of_that_name\n")
    install("def measures(figures): return [1]\n", "second")
    with pytest.raises(JournalError) as raised:
        with_extra(figures(DAY))
    first, second = sorted(raised.value.problems, key=lambda problem: problem.message, reverse=True)
    assert (first.path, first.line) == ("studylog_more 1.2", 0)
    assert "No module named 'nothing_of_that_name'" in first.message
    assert second.message.startswith("second:measures of second 1.2 fails: ")


def test_a_failing_function_writes_nothing(install: Install, sample: Path) -> None:
    """The command ends with 1, one line and no traceback."""
    install("def measures(figures):\n    return 1 / 0\n")
    for command in (["build"], ["figures", "--json"]):
        failed = CliRunner().invoke(main, [*command, "--journal", str(sample)])
        assert (failed.exit_code, failed.stdout) == (1, "")
        assert "error: studylog_more:measures of studylog_more 1.2 fails: ZeroDivisionError" in failed.stderr
        assert "Traceback" not in failed.stderr
    assert not (sample / "docs" / "journal").exists()


def test_two_measures_of_one_name_are_refused(install: Install) -> None:
    """Both distributions are named."""
    for name in ("one", "two"):
        install('def measures(figures):\n    yield ExtraMeasure("Pace", "s.", "d.")\n', name)
    with pytest.raises(JournalError, match=r'two measures are called "Pace", one of one 1\.2 and one of two 1\.2\.'):
        with_extra(figures(DAY))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": " "}, {"sentence": 1}, {"definition": None}, {"name": "a\x00b"}, {"sentence": "\ud800"},
        {"columns": "ab"}, {"columns": ("a",), "rows": ((1, 2),)}, {"columns": ("a",), "rows": ("b",)},
        *({"columns": ("a",), "rows": ((cell,),)} for cell in (True, float("nan"), [1], NOON))
    ],
    ids=repr,
)  # fmt: skip
def test_what_cannot_be_shown_is_refused(fields: dict[str, Any]) -> None:
    """Before it comes to a page."""
    with pytest.raises((TypeError, ValueError)):
        checked(measure(**fields))


def test_text_of_a_measure_is_data() -> None:
    """Neither HTML nor Markdown nor a template, wherever it stands."""
    odd = '<script>alert("x")</script>\n# *A* {{ page }} [b](c) &amp; <!-- ]]>'
    page = made(measure(odd, sentence=odd, definition=odd, columns=(odd,), rows=((odd,),)))
    assert (
        page.count("&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; # *A* {{ page }} [b](c) &amp;amp; &lt;!-- ]]&gt;")
        == 6
    )
    assert "<script" not in page
    assert not re.search("^#", page, re.MULTILINE)


def test_cells_are_shown_as_figures_are() -> None:
    """Numbers to one decimal and to the right, dates in words, an en dash for none; a long table is cut."""
    rows = [("x", Fraction(200, 3), 0.25, date(2025, 11, 5)), ("y", None, -3, None), *[("z", 1, 1, None)] * 100]
    page = made(measure(columns=["Text", "Exact", "Float", "Day"], rows=rows))
    assert '<th>Text </th><th class="sl-num">Exact </th><th class="sl-num">Float </th><th>Day </th>' in page
    assert "66.7 </td>" in page and "0.3 </td>" in page and "−3 </td>" in page and "<td>5 Nov 2025 </td>" in page
    assert '<td class="sl-num">– </td>' in page
    assert page.count("<tr><td>") == 100
    assert "2 more rows, in studylog figures --json." in page
