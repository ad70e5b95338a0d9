"""What every table of the configuration file is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Domain = Annotated[
    str, StringConstraints(to_lower=True, pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")
]
Address = Annotated[str, StringConstraints(to_lower=True, pattern=r"^\S+@\S+$")]
Token = Annotated[str, StringConstraints(to_lower=True, pattern=r"^[A-Za-z0-9._-]+$")]
Printable = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=60)]
Listener = Annotated[
    str, StringConstraints(pattern=r"^(unix:/.+|inet:(\[[0-9a-fA-F:.]+\]|[^:\s]*):\d{1,5})$")
]


class Section(BaseModel):
    """A table of the file: an unknown option in it is a mistake, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)
