"""The address of the site, as mkdocs.yml says it to any engine."""

from pathlib import Path

import pytest

from studylog.site_url import site_url


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("site_url: https://example.org/journal/ # public\n", "https://example.org/journal/"),
        ('site_url: "http://localhost:8000"\n', "http://localhost:8000"),
        ("site_url: !ENV [STUDYLOG_NOWHERE, STUDYLOG_SITE, x]\n", "https://mentor.example.org/"),
        ("site_url: !ENV [STUDYLOG_NOWHERE, 'https://example.org/']\n", "https://example.org/"),
        ("markdown: !!python/name:material.x ''\nsite_url: https://example.org/\n", "https://example.org/"),
        ("site_url: !ENV STUDYLOG_NOWHERE\n", ""),
        ("site_url:\n", ""),
        ("site_name: x\n", ""),
        ("# site_url: https://example.org/\n", ""),
        ("site_url: example.org/journal/\n", ""),
        ("site_url: ftp://example.org/\n", ""),
        ("site_url: https://example.org/?a=1\n", ""),
        ("site_url: 'https://example.org/\"><script>'\n", ""),
        ("site_url: https://[example/\n", ""),
        ("site_url: https://exam ple.org/\n", ""),
        ('site_url: "https://example.org/\\uFFFE"\n', ""),
        ("site_url: [https://example.org/]\n", ""),
        ("- site_url: https://example.org/\n", ""),
        ("site_url: [\n", ""),
        ("", ""),
    ],
)
def test_the_address_is_read(settings: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As engines read it; what cannot be an address is none."""
    monkeypatch.setenv("STUDYLOG_SITE", "https://mentor.example.org/")
    monkeypatch.delenv("STUDYLOG_NOWHERE", raising=False)
    (tmp_path / "mkdocs.yml").write_text(settings)
    assert site_url(tmp_path) == found


def test_no_settings_give_no_address(tmp_path: Path) -> None:
    """Nor do settings that are no text."""
    assert site_url(tmp_path) == ""
    (tmp_path / "mkdocs.yml").write_bytes(b"\xff\xfe\x00")
    assert site_url(tmp_path) == ""
