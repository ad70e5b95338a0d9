"""Hosts and file types with a known use, as named lists.

A list's name is what rules write after `$`; its file is `data/<name>.txt`, one entry a
line, lower case, `#` starting a comment.
"""

from functools import cache
from importlib.resources import files

from unhook.links import domain
from unhook.links.model import Domain

NAMES = (
    "bulk_mailer_url_root_domains",
    "disposable_email_providers",
    "file_extensions_common_archives",
    "file_extensions_executables",
    "file_extensions_macros",
    "file_extensions_suspicious",
    "file_types_images",
    "form_builders",
    "free_email_providers",
    "free_file_hosts",
    "free_subdomain_hosts",
    "high_trust_sender_root_domains",
    "lure_words",
    "role_local_parts",
    "self_service_creation_platform_domains",
    "social_landing_hosts",
    "suspicious_tlds",
    "url_shorteners",
)


@cache
def named(list_name: str) -> frozenset[str]:
    """Load a shipped list; raises `KeyError` for a name not in `NAMES`."""
    if list_name not in NAMES:
        raise KeyError(list_name)
    text = files("unhook.links").joinpath("data", f"{list_name}.txt").read_text("utf-8")
    return frozenset(entry for line in text.splitlines() if (entry := line.partition("#")[0].strip()))


def lists(host: Domain, *list_names: str) -> tuple[str, ...]:
    """Tell which of `list_names` hold `host` or a name that it ends in."""
    endings = frozenset(domain.suffixes(host.domain))
    return tuple(name for name in list_names if not endings.isdisjoint(named(name)))
