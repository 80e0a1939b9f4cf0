"""What a theme draws around pages once for all, held against what it draws around each."""

from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.utils.templates import url_filter

from studylog.splicing.bodies import BodyPage, Headings
from studylog.splicing.frames import Frames
from studylog.splicing.readings import Readings
from tests.conftest import ROOT

CONFIG = load_config(str(ROOT / "mkdocs.yml"), plugins=["search"], site_url="https://example.org/log/")
PAGES = {
    "days/one": ("One", "<p>One.</p>"),
    "days/two": ("Two", "<p>Two, longer.</p>"),
    "days/three": ("Three", "<h1>Three</h1>"),
    "days/four": ("Four &amp; more", "<p>studylog-mark-content- studylog-mark-meta_title-</p>"),
    "days/five": ("Five &lt; more", "<p>5</p>"),
    "days/six": ("Six", "<p>6</p>\n\n## Words\n\n<p>6</p>"),
    "days/seven": ("Seven · 7", "<p>7</p>\n\n## Words\n\n<p>7</p>"),
    "days/eight": ("Eight · 8", "<p>8</p>\n\n## Words\n\n<p>8</p>"),
    "weeks/one": ("Week one", "<p>1</p>"),
    "weeks/two": ("Week two", "<p>2</p>"),
    "weeks/three": ("Week three", "<p>3</p>"),
}
SURROUNDINGS = {
    "prints": "<title>{{ page.title }}</title>{{ page.content }}{{ page.meta.title }}{{ page.canonical_url }}",
    "escapes": "<a title='{{ page.title | e }}'>{{ page.content }}</a>",
    "strips tags": "{{ page.title | striptags }}: {{ page.content }}",
    "as JSON": '<script>{{ {"title": page.title, "base": base_url} | tojson }}</script>{{ page.content }}',
    "asks whether it is there": "{% if page.meta.description %}{{ page.meta.description }}{% else %}none{% endif %}",
    "asks what is in it": '{% if "<h1" not in page.content %}<h1>{{ page.title }}</h1>{% endif %}{{ page.content }}',
    "asks what it is": "{% if page.title == 'Two' %}<b>{{ page.content }}</b>{% else %}{{ page.content }}{% endif %}",
    "asks for an address": "{% if page.url == 'journal/weeks/three.html' %}here{% else %}{{ page.content }}{% endif %}",
    "takes it apart": "{{ page.title | upper }} {{ page.title | length }} {{ page.content }}",
    "changes a part": "{{ page.content | replace('longer', 'longest') }} {{ page.title | replace('Six', '6') }}",
    "changes what it has printed": "{% filter replace('longer', 'l') %}{{ page.content }}{% endfilter %}",
    "asks by a test": "{% if page.title is upper %}x{% endif %}{% if page.title is in ['Six'] %}6{% endif %}",
    "changes it": "{{ page.content | replace('p>', 'b>') }}",
    "cuts it": "{{ page.title[:2] }} {{ page.content }}",
    "holds two against each other": "{% if page.title in page.content %}named{% endif %}{{ page.content }}",
    "counts in it": "{% for letter in page.title %}{{ letter }}.{% endfor %}{{ page.content }}",
    "links what a page names": "{{ page.meta.title | url }} {{ page.meta.also | url }} {{ page.content }}",
    "links": "{{ 'journal/days/x.html' | url }} {{ 'index.html' | url }} {{ page.url | url }} {{ page.url }}",
    "shows contents": "{% for item in page.toc %}{{ item.title }} {{ item.url }}{% endfor %}{{ page.content }}",
    "shows the file": "{{ page.file.src_uri }} {{ page.file.url }} {{ page.abs_url }} {{ page.edit_url }}",
    "knows others": "{% for other in others %}{% if other == page %}x{% endif %}{% endfor %}{{ page.content }}",
    "asks for the rest": "{{ page.parent }} {{ page.is_homepage }} {{ page.previous_page }} {{ page.meta.hide }}",
}


def pages() -> list[BodyPage]:
    files = Files([])
    headings, made = Headings(files, CONFIG), []
    for name, (title, body) in PAGES.items():
        file = File(f"journal/{name}.md", CONFIG.docs_dir, CONFIG.site_dir, use_directory_urls=False)
        page = BodyPage(file, CONFIG, headings, Readings())
        page.markdown, page.meta = body, {"title": title}
        page.meta["also"] = "journal/days/x.html" if name == "days/three" else "other/x.html"
        if name.startswith("weeks"):
            page.meta |= {"description": f"All of {title}", "hide": ["toc"]}
        page.render(CONFIG, files)
        assert page.body is not None
        made.append(page)
    return made


def drawn(env: Environment, page: BodyPage, others: list[BodyPage]) -> str:
    context: dict[str, Any] = {
        "page": page,
        "base_url": "../..",
        "others": [other for other in others if other != page],
    }
    return env.get_template("main.html").render(context)


def both(surroundings: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str], int]:
    """What is drawn around each page, the same by frames, and how often it was drawn then."""
    env = Environment(loader=DictLoader({"main.html": surroundings}))  # noqa: S701  as MkDocs has it
    env.filters["url"] = url_filter
    made = pages()
    plain = [drawn(env, page, made) for page in made]
    template, times = env.get_template("main.html"), 0

    def render(*args: Any, original: Any = template.render) -> str:
        nonlocal times
        times += 1
        return str(original(*args))

    monkeypatch.setattr(template, "render", render)
    env.get_template = Frames(env.get_template).get_template  # type: ignore[method-assign]
    return plain, [drawn(env, page, made) for page in made], times


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_it_is_what_the_theme_draws(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, framed, _ = both(SURROUNDINGS[name], monkeypatch)
    assert framed == plain


def test_it_is_drawn_twice_for_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of eleven pages three are in another folder; of the others two have markup in the title, three a heading."""
    plain, framed, times = both(SURROUNDINGS["prints"], monkeypatch)
    assert framed == plain
    assert times == 2 + 2 + 1 + 2 + 2


def test_a_page_that_answers_otherwise_is_drawn_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    *_, prints = both(SURROUNDINGS["prints"], monkeypatch)
    *_, asks = both(SURROUNDINGS["asks what is in it"], monkeypatch)
    assert asks == prints + 1


def test_the_theme_of_a_page_that_is_not_ours_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pages()[0]
    page.body = None
    env = Environment(loader=DictLoader({"main.html": "{{ page.title }}", "404.html": "none"}))  # noqa: S701
    env.get_template = Frames(env.get_template).get_template  # type: ignore[method-assign]
    assert env.get_template("main.html").render({"page": page}) == "One"
    assert env.get_template("404.html").render() == "none"
