"""Files that a person wrote, edited in place: one value changes, every comment and all other text stays.

`with_value`, `without` and `with_key` take the text of a file and give its new text; `save` writes it, unless the file
changed meanwhile. A text is what the file's bytes decode to, with its byte order mark and its ends of line.
"""

from .save import Changed, save
from .surgery import Uneditable, with_key, with_value, without
from .written import Value

__all__ = ["Changed", "Uneditable", "Value", "save", "with_key", "with_value", "without"]
