"""The message model's body values: links, threads, and the texts they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from unhook.links import rewriters
from unhook.links.model import Ip, Url
from unhook.message.header.model import Mailbox, Recipients, Subject
from unhook.message.offsets import Span, TextMap
from unhook.message.own import own


@dataclass(frozen=True, slots=True)
class Link:
    """A link a person can follow, or one the client would show as such.

    `href_url` is its URL as the Message Data Model has it, some rewriters peeled off, and `target_url`
    where it leads as far as its own text tells, through every known redirector (Unhook's own field).
    `display_url` is the URL its text shows (if it shows one), `display_text` its visible text.
    `mismatched`: both URLs exist, and target and shown one have different registrable domains.
    `parser` is `hyperlink` (an HTML element) or `plain` (found in text); of a link found in a file `qr`,
    `ocr`, `pdf`, `office`, `html`, `shortcut`, `calendar`, `mail` or `file`, and `attachment` its index.
    `element` names the HTML element (`a`, `area`, `form`, `button`, `meta`, `v:roundrect`), or
    `text` for a URL written in the HTML's text, `plain` for one in text/plain, `file` for one in a file,
    `code` for a code that the message draws without one.
    `text_span` is the place of `display_text` in the body text (`Body.text`), `span` that of
    the target in the decoded source of its part.
    """

    href_url: Url | None = None
    display_url: Url | None = None
    display_text: str | None = None
    mismatched: bool | None = None
    visible: bool | None = None
    parser: str = "hyperlink"
    target_url: Url | None = field(init=False, default=None)
    element: str = own("a")
    text_span: Span | None = own()
    span: Span | None = own()
    attachment: int | None = own()

    def __post_init__(self) -> None:
        """Follow the URL to its target."""
        object.__setattr__(self, "target_url", self.href_url and rewriters.unwrap(self.href_url))


@dataclass(frozen=True, slots=True)
class Banner:
    """A warning that a gateway put into the text ("[EXTERNAL] ..."), not the author's words."""

    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One message of a conversation: `text` without the `preamble` that introduces it ("On ... wrote:").

    `text_span` is its place in the body text (`Body.text`).
    """

    text: str = ""
    preamble: str | None = None
    banners: tuple[Banner, ...] = ()
    links: tuple[Link, ...] = ()
    sender: Mailbox | None = None
    recipients: Recipients | None = None
    subject: Subject | None = None
    date: str | None = None
    text_span: Span = own((0, 0))


@dataclass(frozen=True, slots=True)
class BodyText:
    """A text/plain body as decoded."""

    raw: str
    charset: str | None = None
    content_transfer_encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Html:
    """An HTML document: `raw` source, `display_text` as a person sees it (block breaks as
    newlines, hidden text left out), `inner_text` all text of the tree, hidden text included.

    `hidden_text` holds the runs a person cannot see, `hidden_spans` their places in `raw`.
    `forms` are (action, has a password field) pairs and `inputs` the types of all input fields.
    """

    raw: str
    display_text: str = ""
    inner_text: str = ""
    charset: str | None = None
    content_transfer_encoding: str | None = None
    links: tuple[Link, ...] = ()
    hidden_text: tuple[str, ...] = own(())
    hidden_spans: Sequence[Span] = own(())
    image_count: int = own(0)
    forms: tuple[tuple[str, bool], ...] = own(())
    inputs: tuple[str, ...] = own(())
    scripts: int = own(0)


@dataclass(frozen=True, slots=True)
class Body:
    """`text` is what threads are cut from: the HTML's display text, else the plain text.

    `text_map` leads from `text` to the raw bytes. Links come in order: HTML, then plain.
    """

    plain: BodyText | None = None
    html: Html | None = None
    current_thread: Thread = Thread()
    previous_threads: tuple[Thread, ...] = ()
    links: tuple[Link, ...] = ()
    ips: tuple[Ip, ...] = ()
    text: str = own("")
    text_map: TextMap | None = own()
