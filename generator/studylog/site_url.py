"""The address that a journal's site is published at: `site_url` in its mkdocs.yml, whatever engine reads that file."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from yaml_env_tag import construct_env_tag


class _Settings(yaml.SafeLoader):
    """Variables of the environment as engines read them; what other tags would make is not needed here."""


_Settings.add_constructor("!ENV", construct_env_tag)
_Settings.add_multi_constructor("", lambda loader, suffix, node: None)


def site_url(root: Path) -> str:
    """The address of the site, `https://example.org/journal/`; empty where mkdocs.yml gives none that can be used.

    What else is wrong with the file is the engine's to say.
    """
    try:
        settings: Any = _Settings((root / "mkdocs.yml").read_bytes()).get_single_data()
    except (OSError, yaml.YAMLError, ValueError):
        return ""
    found = settings.get("site_url") if isinstance(settings, dict) else None
    return found.strip() if isinstance(found, str) and is_address(found.strip()) else ""


def is_address(text: str) -> bool:
    """Whether addresses below it can be made by adding a path."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and parts.netloc and not (parts.query or parts.fragment)
    return bool(whole) and text.isprintable() and not set(text) & set(' ()<>[]"')
