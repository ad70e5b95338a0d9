"""Values of a PDF as Python's, whatever stands there instead of what should."""

from typing import Any

from unhook.files.collecting import Collecting


def is_dictionary(value: Any) -> bool:
    """Whether it has keys: a dictionary, or a stream's."""
    import pikepdf

    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def is_stream(value: Any) -> bool:
    """Whether it has bytes."""
    import pikepdf

    return isinstance(value, pikepdf.Stream)


def text(value: Any) -> str:
    """A text string, or a name; empty for everything else."""
    import pikepdf

    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    return str(value) if isinstance(value, pikepdf.String | str) else ""


def name(value: Any) -> str:
    """A name without its slash; empty for everything else."""
    import pikepdf

    return str(value)[1:] if isinstance(value, pikepdf.Name) else ""


def number(value: Any) -> float:
    """A number; 0 for everything else."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0


def stream(value: Any, out: Collecting, place: str) -> bytes | None:
    """A stream's bytes, decoded; None, and a fault, where that is too much or fails."""
    import pikepdf

    try:
        data = value.read_bytes()
    except pikepdf.DataDecodingError as error:
        out.fault("limit:ratio" if "limit exceeded" in str(error) else "damaged", place)
        return None
    except pikepdf.PdfError:
        out.fault("damaged", place)
        return None
    return bytes(data)
