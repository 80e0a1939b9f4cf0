"""Merging two topics: one entry goes, the other gets its names, and nothing else changes."""

from pathlib import Path

import pytest

from studylog.importing.merge import Unmergeable, merged
from studylog.load import load
from studylog.model import Topic

TEXT = """# All topics
heaps: # the tree
  title: Heaps
  aliases: [heap_order]

# Sorting
sorting:
  title: Sorting
  area: Algorithms
merge-sort:
  title: Merge sort
  aliases:
    - mergesort
    - "merge, sort"
# the end
"""


def topics(folder: Path, text: str = TEXT) -> dict[str, Topic]:
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content" / "topics.yml").write_text(text, encoding="utf-8")
    journal, problems = load(folder / "content")
    assert not problems
    return dict(journal.topics)


@pytest.mark.parametrize(
    ("keep", "gone", "line"),
    [
        ("heaps", "sorting", "  aliases: [heap_order, sorting]"),
        ("sorting", "merge-sort", "  aliases: [merge-sort, mergesort, 'merge, sort']"),
        ("merge-sort", "heaps", "    - heap_order"),
    ],
)
def test_the_other_names_become_aliases(keep: str, gone: str, line: str, tmp_path: Path) -> None:
    """In the form that the entry has them in, with every comment where it was."""
    known = topics(tmp_path)
    made = merged(TEXT, known, keep, gone)
    after = topics(tmp_path, made)
    assert gone not in after
    assert set(after[keep].aliases) == {*known[keep].aliases, gone, *known[gone].aliases}
    assert line in made.split("\n")
    assert {"# All topics", "# Sorting", "# the end"} <= set(made.split("\n"))


@pytest.mark.parametrize(
    ("keep", "gone", "says"),
    [("heaps", "trees", "no entry"), ("heaps", "heaps", "into itself"), ("trees", "heaps", "no entry")],
)
def test_what_cannot_be_merged_says_why(keep: str, gone: str, says: str, tmp_path: Path) -> None:
    """And nothing is returned."""
    with pytest.raises(Unmergeable, match=says):
        merged(TEXT, topics(tmp_path), keep, gone)


def test_an_entry_in_one_line_is_left_to_its_owner(tmp_path: Path) -> None:
    """Rather than being edited wrong."""
    text = "heaps: {title: Heaps}\nsorting:\n  title: Sorting\n"
    with pytest.raises(Unmergeable, match="by hand"):
        merged(text, topics(tmp_path, text), "heaps", "sorting")
