"""The formats of indicators that are text, by name; an abuse report's draft (`arf`) is of one mail."""

from collections.abc import Callable, Mapping
from typing import Literal, get_args

from unhook.errors import InputError
from unhook.export.batch import Batch

Format = Literal["stix", "misp", "csv", "jsonl", "thehive"]
FORMATS: tuple[Format, ...] = get_args(Format)


def rendered(name: str, batch: Batch) -> str:
    """The batch in a format. Raises `InputError` for one that there is not, and `ConfigError` where it needs
    an extra that is not installed.
    """
    from unhook.export import misp, rows, stix, thehive

    renderers: Mapping[str, Callable[[Batch], str]] = {
        "stix": stix.render,
        "misp": misp.render,
        "csv": rows.as_csv,
        "jsonl": rows.as_lines,
        "thehive": thehive.render,
    }
    if name not in renderers:
        raise InputError(f"a format is one of: {', '.join(FORMATS)}")
    return renderers[name](batch)
