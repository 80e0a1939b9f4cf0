"""Pure numbers over a journal, one subject a file. Percentages are exact fractions; nothing here reads a clock."""
