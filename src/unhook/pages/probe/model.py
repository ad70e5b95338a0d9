"""What is told of a page that was opened as several people: their views, what differs, and a judgement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from unhook.brands.registry import Brand
from unhook.links.carried import Carried
from unhook.pages.source.model import ASKED, FieldKind, Reason, Shown, Sign, Sure, Verdict
from unhook.pages.source.owning import Host
from unhook.pages.source.services import Kind

Letter = Literal["N", "G", "O", "C"]
Reach = Literal["local", "passive", "active"]
Way = Literal[
    "form", "fetch", "xhr", "beacon", "image", "websocket", "event-source", "script", "frame", "worker",
    "navigation", "other",
]  # fmt: skip
Encoding = Literal[
    "plain", "percent", "base64", "hex", "reversed", "rot13", "md5", "sha1", "sha256", "pieces"
]
Feature = Literal["brands", "title", "picture", "favicon", "screenshot", "tags", "hosts", "fields"]
Fault = Literal["hang", "crash", "lost", "failed", "time"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the page is told that looks: `N` nobody, `G` somebody at Gmail, `O` at Outlook, `C` at a firm of
    their own. `repeat`: the same once more, which tells adaptation from noise. Nobody holds `address`.
    """

    letter: Letter
    address: str | None = None
    repeat: bool = False

    @property
    def key(self) -> str:
        """`N`, `G`, `O`, `C`, and `G2` for a repeat."""
        return self.letter + ("2" if self.repeat else "")

    @property
    def local_part(self) -> str | None:
        """What stands before the `@`."""
        return self.address and self.address.rpartition("@")[0]

    @property
    def domain(self) -> str | None:
        """What stands behind it."""
        return self.address and self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Went:
    """A canary in what a page sent. `what`: the kind of field that it was typed into, or `address`,
    `local-part` or `domain` of the identity; `field`: the field's name; `encoding`: how it was written.
    """

    what: FieldKind | Literal["address", "local-part", "domain"]
    encoding: Encoding
    field: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request of the page. `kind` as browsers name it; `answered`: by whoever serves the page, or by an
    oracle; `withheld`: it carried the identity's address and would have left, so nobody was asked;
    `tested`: made after the network was gone. `body`: what it sent along.
    """

    url: str
    method: str
    kind: str
    answered: bool
    body: bytes | None = field(default=None, repr=False)
    went: tuple[Went, ...] = ()
    withheld: bool = False
    tested: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a public service about the identity, answered here: `kind` of service (`dns`, `logo`,
    `favicon`, `screenshot`, `location`); `shown`: whether the answer is a picture that stands on the page.
    """

    kind: Kind
    url: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a person sees. `name`: its name or id."""

    kind: FieldKind
    name: str


@dataclass(frozen=True, slots=True)
class Posting:
    """Something that was typed, sent off once the network was gone: `host` and `path` of `url`; `went` says
    which canaries, from which fields, and how they were written. `attempt`: 1, or 2 where it was typed again.
    """

    way: Way
    method: str
    url: str
    host: str
    path: str
    went: tuple[Went, ...]
    attempt: int = 1

    @property
    def secret(self) -> bool:
        """Whether a secret or a card went with it."""
        return any(each.what in ASKED or each.what == "card" for each in self.went)


@dataclass(frozen=True, slots=True)
class View:
    """The page as one identity saw it, in the end.

    `asked`: the address opened; `url`: where it ended (both with the identity's address as the browser had
    it); `host`: whose that is. `typed`: the page asked for the address, and it was typed. In `title`, `words`
    and `dom` (HTML of what is visible) the identity is masked. `shown`: brands, with evidence in `dom`;
    `brand`: the one it poses as; `reasons`: what this view alone speaks for. `own_name`: names the identity's
    own firm or domain as its own; `names_host`: calls itself by the name of its host, which is no host of
    other people's pages. `favicon`, `picture` (the largest image): SHA-256 in hex of their bytes.
    `look`: difference hash of `screenshot` (PNG), 64 bits. `tags`: hashes of tag-path shingles. `hosts`:
    third parties that were asked. `refused`: it said that this visitor is not welcome or not known. `fault`:
    why there is no view, or not a whole one. `unheard`: kinds of workers that it wanted and did not get, so
    that what they would have done was not seen.
    """

    identity: Identity
    asked: str
    url: str
    host: Host | None = None
    title: str | None = None
    words: str = field(default="", repr=False)
    dom: str = field(default="", repr=False)
    status: int | None = None
    shown: tuple[Shown, ...] = ()
    brand: Shown | None = None
    own_name: bool = False
    names_host: bool = False
    fields: tuple[Field, ...] = ()
    favicon: str | None = None
    picture: str | None = None
    screenshot: bytes = field(default=b"", repr=False)
    look: int | None = None
    tags: frozenset[int] = field(default=frozenset(), repr=False)
    hosts: tuple[str, ...] = ()
    requests: tuple[Exchange, ...] = field(default=(), repr=False)
    questions: tuple[Question, ...] = ()
    postings: tuple[Posting, ...] = ()
    signs: tuple[Sign, ...] = ()
    reasons: tuple[Reason, ...] = ()
    typed: bool = False
    refused: bool = False
    challenged: bool = False
    fault: Fault | None = None
    reached: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()

    @property
    def login(self) -> bool:
        """Whether it asks for a secret."""
        return any(each.kind in ASKED for each in self.fields)

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see on it."""
        return not self.words.strip() and not self.fields and self.picture is None


@dataclass(frozen=True, slots=True)
class Difference:
    """How much views differ in one feature, 0 to 1: `across` the identities (median), and at the `repeat` of
    the same one. `values`: what each identity saw of it, in words, by its key.
    """

    feature: Feature
    across: float
    repeat: float
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def beyond_noise(self) -> float:
        """What the identity alone explains."""
        return max(0.0, self.across - self.repeat)


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """A page opened as several people, and compared.

    `start`: the address given. `carried`: where and how it carries the recipient's address; `reach`: where
    the identities' addresses were put (`passive`: only where no request carries them; `active`: also where
    the page's server sees them; `local`: everywhere, since nothing leaves). `host`: whose the page is,
    None where it stands nowhere (an attachment). `score`: the median difference across identities less that
    of the repeat, 0 to 1. `adapts`: it follows the visitor. `reasons`: those for the verdict first.
    `alike`: everybody was told who looks and treated alike, so that what its source lets one fear is settled.
    `seconds`: all of it took. `reached`: names of `ProbeLimits` that left something out.
    """

    start: str
    reach: Reach
    views: tuple[View, ...]
    verdict: Verdict
    sure: Sure
    reasons: tuple[Reason, ...]
    host: Host | None = None
    carried: tuple[Carried, ...] = ()
    differences: tuple[Difference, ...] = ()
    score: float = 0.0
    adapts: bool = False
    alike: bool = False
    seconds: float = 0.0
    reached: tuple[str, ...] = ()

    def view(self, key: str) -> View | None:
        """The view of one identity (`Identity.key`)."""
        return next((view for view in self.views if view.identity.key == key), None)

    @property
    def brands(self) -> tuple[Brand, ...]:
        """The brands that it poses as, each once."""
        return tuple(dict.fromkeys(view.brand.brand for view in self.views if view.brand is not None))

    @property
    def login(self) -> bool:
        """Whether it asked anybody for a secret."""
        return any(view.login for view in self.views)

    @property
    def postings(self) -> tuple[tuple[View, Posting], ...]:
        """What would have been sent off, with the view that it was typed on."""
        return tuple((view, posting) for view in self.views for posting in view.postings)
