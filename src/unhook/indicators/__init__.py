"""What to look for elsewhere: hosts, addresses, files and pages of an attack, as typed values."""

from unhook.indicators.model import Indicator, Kind, Role

__all__ = ["Indicator", "Kind", "Role"]
