"""Domain and URL values with the public Message Data Model's field names."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Domain:
    """A host name split by the Public Suffix List: the Message Data Model's names by its ICANN section.

    For `mail.shop.example.co.uk`: `domain` is all of it, `root_domain` `example.co.uk`,
    `sld` `example`, `tld` `co.uk`, `subdomain` `mail.shop`. All lower case and in
    Unicode as people read it; `punycode` holds the ASCII form when the two differ.
    `valid` is false when the suffix is unknown or the name breaks RFC 1035 / RFC 5891;
    `error` may say why.

    `registrable_domain` (as the WHATWG URL Standard has it) minds the private section as well and
    tells whose the name is: `a.github.io` is not `b.github.io`, though both have the root `github.io`.
    A name that is itself a private suffix (`s3.amazonaws.com`) belongs to the suffix's owner, whose root
    it is then. Unhook's own field.
    """

    domain: str
    root_domain: str | None = None
    sld: str | None = None
    subdomain: str | None = None
    tld: str | None = None
    punycode: str | None = None
    valid: bool = False
    error: str | None = None
    registrable_domain: str | None = None

    @property
    def label(self) -> str | None:
        """The label that its owner chose: the first of the registrable domain."""
        return self.registrable_domain and self.registrable_domain.partition(".")[0]

    @property
    def public_suffix(self) -> str | None:
        """What stands behind that label, where anybody gets a name."""
        return self.registrable_domain and self.registrable_domain.partition(".")[2]

    @property
    def below(self) -> str | None:
        """The labels below the registrable domain, which its owner gives as they like."""
        return self.domain.removesuffix(self.registrable_domain or "").rstrip(".") or None


@dataclass(frozen=True, slots=True)
class IpTranslation:
    """How an odd spelling of an address was read: `encoders` such as `hex`, `octal`; `v4_to_v6`: an IPv4
    address was written as IPv6 (RFC 4291 section 2.5.5).
    """

    encoders: tuple[str, ...] = ()
    v4_to_v6: bool = False


@dataclass(frozen=True, slots=True)
class Ip:
    """An IP address in canonical text form."""

    ip: str
    translation: IpTranslation | None = None


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What stands around a URL's target: the rewriters' names, outermost first, and the URL as sent.

    `rewriters.peel` and `rewriters.unwrap` say how far each goes. The encoder `open_redirect` is
    noted, never peeled: any site may carry another's URL in its query, so `target` then says
    where the link claims to lead on.
    """

    encoders: tuple[str, ...] = ()
    original: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Url:
    """A URL as a browser would understand it (WHATWG URL Standard), rewriters peeled off.

    `query_params` is the raw query without `?`; `query_params_decoded` maps each name to
    its percent-decoded values in order; `path` starts with `/` where there is one;
    `fragment` has no `#`. `rewrite` is present when a known rewriter was found.
    """

    url: str
    scheme: str | None = None
    username: str | None = None
    password: str | None = None
    domain: Domain | None = None
    ip: Ip | None = None
    port: int | None = None
    path: str | None = None
    query_params: str | None = None
    query_params_decoded: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)
    fragment: str | None = None
    rewrite: Rewrite | None = None

    @property
    def host_name(self) -> str:
        """Its host as text, a name or an address; empty without one."""
        return self.ip.ip if self.ip else self.domain.domain if self.domain else ""
