"""Whole journals for tests of whole sites: each is a folder's files."""

SETTINGS = "title: {title}\ntopics: open\n"

EMPTY = {"journal.yml": "title: An empty journal\nas_of: 2025-11-05\n"}

ONE_DAY = {
    "journal.yml": "title: One day\ntopics: open\nas_of: 2025-11-05\n",
    "days/2025-11-05.yml": """\
date: 2025-11-05
day: 1
title: The first day
questions:
  - {topic: sums, asks: Two and two, score: 100}
  - {topic: sums, asks: Two and three, score: 50, note: Said six.}
  - {topic: words, asks: A noun}
""",
}

GAP_YEAR = {
    "journal.yml": "title: A year's gap\ntopics: open\nas_of: 2025-03-02\nrest_days: [sunday]\n",
    "days/2024-02-29.yml": "date: 2024-02-29\nquestions:\n  - {topic: leap, score: 90}\n",
    "days/2024-03-01.yml": "date: 2024-03-01\nquestions:\n  - {topic: leap, from: 2024-02-29, score: 95}\n",
    "days/2025-03-01.yml": "date: 2025-03-01\nquestions:\n  - {topic: leap, from: 2024-02-29, score: 60}\n",
    "days/2025-03-01-2.yml": "date: 2025-03-01\nquestions:\n  - {topic: leap, from: 2024-02-29, score: 100}\n",
}

ATTACK = "<script>window.PWNED=1</script><img src=x onerror=window.PWNED=1>"
TEXTS = (
    ATTACK,
    "<!-- everything after vanishes",
    "[click](javascript:window.PWNED=1) [data](data:text/html,x) [fine](https://example.org/?a=1&b=2)",
    "{{ 7*7 }} {{ config.__class__.__mro__ }} {% include '../../secret.txt' %} {# gone #}",
    '--8<-- "../../secret.txt"',
    "line one\n\n- bullet\n# heading\n---\n| a | b |\n    indented",
    "`np.sum((X - c) ** 2)` vs ```` ` unbalanced",
    "{: onclick=window.PWNED=1 } {.class #id} *[abbr]: x [^1] ==mark== ~~del~~ $a$ $$b$$",
    "</td></tr></table></div></template></title></h1><svg onload=window.PWNED=1>",
    "split\u2028---\u2028[click](javascript:window.PWNED=1)\u2028## heading",
    "' onmouseover='window.PWNED=1' \" autofocus onfocus=\"window.PWNED=1",
    "\\(<img src=x onerror=window.PWNED=1>\\) \\(\\href{javascript:window.PWNED=1}{x}\\) \\(x^2\\)",
)
NAMES = ("C++", "C#", "c", "../../../..PWNED3", "index", "CON", "x" * 300, "no", ATTACK, "é", "日本語", "{{ 7*7 }}")


def hostile() -> dict[str, str]:
    """Every text field of a record holds something that wants out of it."""
    quoted = [_quoted(text) for text in TEXTS]

    def every(template: str, *more: str) -> str:
        return "".join(template.format(t=t) for t in (*quoted, *more))

    record = (
        f"date: 2025-11-05\nday: 9\ntitle: {quoted[0]}\nphase: {quoted[8]}\ncontext: {quoted[1]}\nverdict: {quoted[4]}\n"
        f"private: {quoted[9]}\n"
        + "questions:\n"
        + "".join(
            f"  - {{id: {_quoted(f'../../{n}')}, topic: {_quoted(name)}, asks: {quoted[n % len(quoted)]}, score: {n * 8},"
            f" note: {quoted[(n + 1) % len(quoted)]}, bonus: {quoted[(n + 2) % len(quoted)]}}}\n"
            for n, name in enumerate(NAMES)
        )
        + every("  - {{asks: {t}, score: 50, note: {t}, revised: [{{was: 1, by: {t}, why: {t}}}]}}\n")
        + "insights:\n" + every("  - {t}\n")
        + "strengths:\n" + every("  - {t}\n")
        + "plan:\n" + every("  - {t}\n")
        + "weak:\n" + every("  - {{gap: {t}, better_answer: {t}, action: {t}}}\n")
        + "corrections:\n" + every("  - {{about: {t}, said: {t}, right: {t}, caught_by: {t}}}\n")
        + "clarifications:\n" + every("  - {{question: {t}, answer: {t}}}\n")
        + "practice:\n" + every("  - {{what: {t}, note: {t}, parts: [{t}]}}\n")
        + "interviews:\n" + every("  - {{title: {t}, score: 5, grade: {t}, strengths: [{t}], rubric: [{{aspect: {t}, score: 1, note: {t}}}]}}\n")
        + "actions:\n" + every("  - {{do: {t}, note: {t}}}\n")
        + "thread:\n" + every("  - {{by: {t}, text: {t}}}\n")
        + "stated:\n" + every("  - {{score: 1, grade: {t}, why: {t}}}\n")
        + "stated_groups:\n" + every("  - {{name: {t}, score: 1}}\n  - {{name: {t}, questions: [../../1], points: 1, of: 7}}\n")
        + "groups:\n" + every("  - {{name: {t}, questions: [../../1]}}\n")
        + "improved:\n" + every("  - {{what: {t}, was: 1, now: 2, note: {t}}}\n")
        + "tested:\n" + every("  - {{what: {t}}}\n")
        + "references:\n" + every("  - {{title: {t}, url: https://example.org/}}\n")
        + "readiness:\n" + every("  - {{goal: g, marks: {{know: [t-0], unsure: [t-1]}}, note: {t}, aspects: [{{aspect: {t}, estimate: 5}}]}}\n")
    )  # fmt: skip
    return {
        "journal.yml": f"title: {quoted[0]}\ntopics: open\nas_of: 2025-11-05\n",
        "topics.yml": "".join(
            f"t-{n}:\n  title: {t}\n  area: {t}\n  note: {t}\n  aliases: [{_quoted(f'alias {n} {TEXTS[n]}')}]\n"
            for n, t in enumerate(quoted)
        ),
        "goals.yml": f"- {{id: g, title: {quoted[0]}, topics: 50, target: 90, note: {quoted[8]}}}\n",
        "days/2025-11-05.yml": record,
        "days/2025-11-04.yml": "date: 2025-11-04\nintroduces: ["
        + ", ".join(f"t-{n}" for n in range(len(TEXTS)))
        + "]\nquestions: []\n",
    }


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\u2028", "\\L")
    return f'"{escaped}"'
