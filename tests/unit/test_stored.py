"""What is believed of a file that is kept, its seal being right or not."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from studylog.stored import Stored

NUMBERS = TypeAdapter(Mapping[str, int])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "state").mkdir()
    return tmp_path / "state" / "numbers.json"


def test_a_value_comes_back(file: Path) -> None:
    Stored(NUMBERS, "now").write(file, {"a": 1})
    assert Stored(NUMBERS, "now").read(file) == {"a": 1}


def test_under_another_stamp_there_is_none(file: Path) -> None:
    Stored(NUMBERS, "now").write(file, {"a": 1})
    assert Stored(NUMBERS, "then").read(file) is None


@pytest.mark.parametrize("value", [{"a": "1"}, {"a": 1.5}, {"a": None}, [1], None, "a"])
def test_a_value_of_another_type_is_none_under_a_right_seal(value: object, file: Path) -> None:
    Stored(TypeAdapter(object), "now").write(file, value)
    assert Stored(NUMBERS, "now").read(file) is None
