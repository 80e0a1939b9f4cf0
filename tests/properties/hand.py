"""YAML as people type it: one value in many forms, with comments, blank lines and indentation as they come."""

import json
import re
from random import Random
from typing import Any

PLAIN = re.compile(r"[A-Za-z0-9](?:[\w .%/é😀-]*[\w%é😀])?")


class Hand:
    """Writes values as lines. Every comment is different from all others and is kept in `comments`, in order."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._comments = 0
        self._lists_at = random.choice([0, 2, 2, 4])
        self._step = random.choice([2, 2, 3, 4])

    def file(self, value: Any) -> str:
        """The text of a file."""
        random = self._random
        lines = self._block(value, 0, at_top=True)
        if random.random() < 0.2:
            lines.insert(0, "---")
        if random.random() < 0.3:
            lines += random.choice([[self._comment()], ["", self._comment()], [""]])
        end = random.choice(["\n", "\n", "\r\n"])
        text = end.join(lines) + (end if random.random() < 0.8 else "")
        return ("\ufeff" if random.random() < 0.1 else "") + text

    def _comment(self) -> str:
        self._comments += 1
        rest = self._random.choice(["", ": {a, b]", " - x: 1", ' "'])
        return f"# c{self._comments}{rest}"

    def _behind(self) -> str:
        return self._random.choice(["  ", " ", "\t"]) + self._comment() if self._random.random() < 0.25 else ""

    def _above(self, column: int) -> list[str]:
        random = self._random
        if random.random() > 0.2:
            return []
        return random.choice([[""], [" " * random.choice([0, column, column + 1]) + self._comment()], ["", "   "]])

    def _block(self, value: Any, column: int, *, at_top: bool = False) -> list[str]:
        """Lines of a list or mapping at a column."""
        lines = []
        for n, part in enumerate(value.items() if isinstance(value, dict) else value):
            if n or at_top:
                lines += self._above(column)
            if isinstance(value, dict):
                key, inner = part
                name = self._random.choice([key, key, key, f'"{key}"', f"'{key}'"])
                lines += self._placed(f"{' ' * column}{name}:", inner, column, is_key=True)
            else:
                lines += self._placed(f"{' ' * column}-", part, column, is_key=False)
        return lines

    def _placed(self, head: str, value: Any, column: int, *, is_key: bool) -> list[str]:
        """The lines of a value behind its key or hyphen."""
        random = self._random
        if isinstance(value, dict | list) and value and random.random() < 0.7:
            if is_key:
                offset = self._lists_at if isinstance(value, list) else self._step
                return [head + self._behind(), *self._block(value, column + offset)]
            gap = random.choice([1, 1, 1, 3])
            first, *more = self._block(value, column + 1 + gap)
            return [head + " " * gap + first.lstrip(), *more]
        if isinstance(value, dict | list):
            lines = self._flow(value, column + 2).split("\n")
            lines[0] = f"{head} {lines[0]}"
            return [*lines[:-1], lines[-1] + self._behind()]
        if value is None:
            return [head + random.choice(["", " ", " ~", " null"]) + self._behind()]
        return self._text(head, value, column)

    def _text(self, head: str, text: str, column: int) -> list[str]:
        random = self._random
        form = random.choice(["line", "line", "lines", "block", "below"])
        words = text.split(" ")
        gap = " " * random.choice([1, 1, 3])
        if form == "block" and text and not text.startswith(" "):
            sign = random.choice("|>") + random.choice(["-", "+", ""])
            extra = ["", ""] if "+" in sign and random.random() < 0.5 else []
            return [f"{head} {sign}{self._behind()}", " " * (column + 2) + text, *extra]
        if form == "lines" and len(words) > 2 and "" not in words and PLAIN.fullmatch(text):
            return [f"{head}{gap}{words[0]}", *(" " * (column + 2 + n) + word for n, word in enumerate(words[1:-1])),
                    " " * (column + 1) + words[-1] + self._behind()]  # fmt: skip
        if form == "below":
            return [head + self._behind().replace("\t", " "), " " * (column + 2) + self._line(text) + self._behind()]
        return [f"{head}{gap}{self._line(text)}{self._behind()}"]

    def _line(self, text: str) -> str:
        forms = [json.dumps(text, ensure_ascii=False), "'" + text.replace("'", "''") + "'"]
        if PLAIN.fullmatch(text) and text != "null":
            forms += [text] * 3
        return self._random.choice(forms)

    def _flow(self, value: Any, column: int) -> str:
        random = self._random
        if value is None:
            return random.choice(["", "~"])
        if isinstance(value, str):
            return self._line(value)
        parts = [
            f"{key}: {self._flow(inner, column)}" if isinstance(value, dict) else self._flow(inner, column)
            for key, inner in (value.items() if isinstance(value, dict) else enumerate(value))
        ]
        between = [f",{self._broken(column)}" for _ in parts[1:]]
        inside = "".join(part + after for part, after in zip(parts, [*between, ""], strict=True)) if parts else ""
        if parts and random.random() < 0.15:
            inside += ","
        inside = random.choice(["", " ", self._broken(column)]) + inside + random.choice(["", " ", "\n" + " " * column])
        return f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"

    def _broken(self, column: int) -> str:
        """White space within brackets, perhaps with a comment and the end of a line."""
        if self._random.random() < 0.8:
            return self._random.choice(["", " ", "  "]) or " "
        return f"{self._behind()}\n{' ' * (column + self._random.choice([0, 1, 3]))}"
