"""What everything that is read from a file has in common."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from .. import fields as f

Visibility = Literal["public", "mentor", "private"]


class Record(BaseModel):
    """Base of everything that is read from a file: no unknown fields, and an empty value is an absent one."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def __eq__(self, other: object) -> bool:
        """By fields: several times as fast as that of pydantic, which also looks at what these have not."""
        return self is other or (type(self) is type(other) and self.__dict__ == other.__dict__)

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The names of its fields as a file has them, in order."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty_fields(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        known = cls.field_names()
        return {k: v for k, v in value.items() if v is not None or k not in known}


class Link(Record):
    title: f.Text
    url: f.WebAddress
