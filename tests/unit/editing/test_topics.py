"""Topics under other names: ids and aliases change, and nothing else does."""

from pathlib import Path

import pytest

from studylog.editing import Uneditable
from studylog.editing.topics import covering, merged, renamed
from studylog.load import load
from studylog.model import Goal, Topic

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
    ("before", "after"),
    [
        ("", "heaps:\n  title: Heaps\n  aliases:\n    - heap order\n"),
        ("# none yet\n", "# none yet\nheaps:\n  title: Heaps\n  aliases:\n    - heap order\n"),
        ("# none yet", "# none yet\nheaps:\n  title: Heaps\n  aliases:\n    - heap order\n"),
        ("a: {title: A}\n", "a: {title: A}\nheaps: {title: Heaps, aliases: [heap order]}\n"),
        ("a:\r\n  title: A\r\n", "a:\r\n  title: A\r\nheaps:\r\n  title: Heaps\r\n  aliases:\r\n    - heap order\r\n"),
    ],
    ids=["no file", "comments", "no last line break", "in brackets", "from Windows"],
)
def test_a_topic_that_records_alone_name_gets_an_entry(before: str, after: str) -> None:
    """Where topics are open, nothing else says that it is there."""
    named = {"heap order": Topic(title="heap order"), "heaps": Topic(title="Heaps")}
    assert merged(before, named, "heaps", "heap order") == after
    assert renamed(before, {"heap order": named["heap order"]}, "heap order", "heaps", "Heaps") == after


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
    with pytest.raises(Uneditable, match=says):
        merged(TEXT, topics(tmp_path), keep, gone)


def test_an_entry_in_braces_is_edited_too(tmp_path: Path) -> None:
    """In the form that it has."""
    text = "heaps: {title: Heaps} # one\nsorting: # two\n  title: Sorting\n"
    made = merged(text, topics(tmp_path, text), "heaps", "sorting")
    assert made == "heaps: {title: Heaps, aliases: [sorting]} # one\n# two\n"


@pytest.mark.parametrize(
    ("old", "new", "title", "lines"),
    [
        ("sorting", "sort", None, ["sort:", "  title: Sorting", "  area: Algorithms", "  aliases: [sorting]"]),
        ("sorting", "sort", "Sort!", ["sort:", "  title: Sort!", "  area: Algorithms", "  aliases: [sorting]"]),
        ("heaps", "trees", None, ["trees: # the tree", "  title: Heaps", "  aliases: [heap_order, heaps]"]),
        ("merge-sort", "mergesort", None, ["mergesort:", "  title: Merge sort", "  aliases:", "    - merge-sort"]),
    ],
)
def test_a_renamed_topic_keeps_its_old_id(
    old: str, new: str, title: str | None, lines: list[str], tmp_path: Path
) -> None:
    """As an alias, in place of the new id where that was one."""
    made = renamed(TEXT, topics(tmp_path), old, new, title)
    assert "\n".join(lines) in made
    assert old in topics(tmp_path, made)[new].aliases


@pytest.mark.parametrize(
    ("new", "says"), [("heaps", "its id already"), ("sorting", "of the topic sorting"), ("mergesort", "of the topic m")]
)
def test_a_name_in_use_is_refused(new: str, says: str, tmp_path: Path) -> None:
    """Whether it is an id or an alias."""
    with pytest.raises(Uneditable, match=says):
        renamed(TEXT, topics(tmp_path), "heaps", new)


def test_goals_cover_the_topic_under_its_new_id() -> None:
    """Once, where they covered both."""
    text = "- id: g\n  title: G\n  covers: [a, b, X] # c\n- {id: h, title: H, covers: [b]}\n"
    goals = tuple(Goal(id=id, title="G", covers=covers) for id, covers in (("g", ("a", "b", "X")), ("h", ("b",))))
    made = "- id: g\n  title: G\n  covers: [a, X] # c\n- {id: h, title: H, covers: [a]}\n"
    assert covering(text, goals, "b", "a") == made
