"""Where a service listens or is found, as text: `HOST:PORT`, with brackets around an IPv6 address."""

import ipaddress


def parsed(text: str) -> tuple[str, int]:
    """(host without brackets, port). Raises `ValueError` where the port is no number."""
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def loopback(host: str) -> bool:
    """Whether a host is this machine, without asking anybody."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
