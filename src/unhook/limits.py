"""Every budget in one frozen place. Reaching one is a defect or a finding, never silence.

Sizes are bytes unless the name says otherwise; times are seconds. The yardsticks are
Postfix (`header_size_limit` 102,400; `mime_nesting_limit` 100) and ClamAV (`MaxFiles`
10,000; `MaxRecursion` 17), loosened where analysis may see more than a server accepts.
"""

from dataclasses import dataclass

RATIO_FREE = 1024 * 1024
"""Bytes that may come out of anything packed before its ratio counts."""


def allowance(size: int, ratio: int) -> int:
    """How many bytes may come out of `size` packed ones."""
    return RATIO_FREE + size * ratio


@dataclass(frozen=True, slots=True)
class Limits:
    """One message's budgets. Pass another instance in `Context.limits` to change them."""

    message_bytes: int = 100 * 1024 * 1024
    header_bytes: int = 1024 * 1024
    header_fields: int = 2_000
    field_bytes: int = 64 * 1024
    mime_depth: int = 100
    mime_parts: int = 10_000
    embedded_depth: int = 17
    decoded_bytes: int = 100 * 1024 * 1024
    html_bytes: int = 4 * 1024 * 1024
    html_depth: int = 1_000
    text_chars: int = 1_000_000
    rule_text_chars: int = 100_000
    rule_source_chars: int = 4 * 1024 * 1024
    addresses: int = 2_000
    hops: int = 200
    links: int = 2_000
    url_chars: int = 8_192
    rewrite_depth: int = 8
    threads: int = 50
    attachments: int = 1_000
    defects: int = 200
    evidence_per_finding: int = 5
    snippet_chars: int = 200
    rule_seconds: float = 1.0
    message_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class FeedLimits:
    """What taking in one feed may cost, whoever serves it.

    `archive_bytes`: as it arrives. `unpacked_bytes`, `file_bytes`, `files`: what comes out,
    all of it, one file, entries of any kind. `ratio`: bytes out for each byte in, beyond the
    first mebibyte. `memory_bytes`: of a decompressor. `seconds`: fetching, all together.
    `versions`: how many earlier ones are kept to go back to.
    """

    archive_bytes: int = 128 * 1024 * 1024
    unpacked_bytes: int = 512 * 1024 * 1024
    file_bytes: int = 128 * 1024 * 1024
    files: int = 20_000
    ratio: int = 200
    memory_bytes: int = 256 * 1024 * 1024
    seconds: float = 300.0
    versions: int = 3


@dataclass(frozen=True, slots=True)
class ListLimits:
    """How named lists are held. `set_bytes`: the largest file that becomes a Python set; a larger one is
    mapped. `unused_seconds`: after how long without use its built form is dropped from the cache.
    """

    set_bytes: int = 256 * 1024
    unused_seconds: float = 30 * 86_400.0


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What looking inside one message's files may cost (yardstick: ClamAV's MaxScanTime, MaxScanSize,
    MaxFileSize, MaxRecursion, MaxFiles).

    `seconds`, `scanned_bytes`, `files`: of all files together. `scan_seconds`: one scanner on one file.
    `file_bytes`: a file larger than this is not opened. `ratio`: bytes out for each byte in, beyond the first
    mebibyte. `memory_bytes`: a worker's address space. `names`: listed of one archive. `pages`: of a
    document, drawn or read as pictures; `text_pages`: of a document, read as text. `objects`: of one document
    (a PDF's, an OLE file's streams); `elements`: of one XML part, or control words of RTF.
    `picture_pixels`: decoded of one picture; `frames`: of one animation; `recognition_seconds`: reading the
    words of one picture; `page_pixels`: of one drawn page. `macro_chars`: source of one
    document's macros. `answer_bytes`: what one scanner says of one file, beside the files inside.
    `passwords`: tried on one file.
    """

    seconds: float = 120.0
    scan_seconds: float = 20.0
    scanned_bytes: int = 400 * 1024 * 1024
    file_bytes: int = 100 * 1024 * 1024
    files: int = 10_000
    depth: int = 17
    ratio: int = 250
    memory_bytes: int = 2 * 1024 * 1024 * 1024
    names: int = 10_000
    pages: int = 10
    text_pages: int = 200
    objects: int = 50_000
    elements: int = 500_000
    page_pixels: int = 4_000_000
    macro_chars: int = 2_000_000
    picture_pixels: int = 50_000_000
    frames: int = 200
    recognition_seconds: float = 8.0
    text_chars: int = 1_000_000
    strings: int = 20_000
    references: int = 2_000
    answer_bytes: int = 16 * 1024 * 1024
    passwords: int = 50


@dataclass(frozen=True, slots=True)
class PageLimits:
    """What reading one saved page may cost (yardsticks: what a browser follows, what a page weighs).

    `har_bytes`, `html_bytes`, `resource_bytes`, `page_bytes`: of a HAR file, one document, one resource, all
    of a page. `entries`: of a HAR file; `pages`: of one target; `resources`: of one page. `redirects`:
    followed.
    `parts`, `depth`: documents within a page (frames, unpacked and written ones), and how deep.
    `elements`: pictures, headings and fields of a document; `script_chars`: of its scripts together.
    `signs`: told of a page.
    """

    har_bytes: int = 100 * 1024 * 1024
    html_bytes: int = 4 * 1024 * 1024
    resource_bytes: int = 5 * 1024 * 1024
    page_bytes: int = 50 * 1024 * 1024
    entries: int = 5_000
    pages: int = 50
    resources: int = 500
    redirects: int = 10
    parts: int = 40
    depth: int = 4
    elements: int = 2_000
    script_chars: int = 1_000_000
    signs: int = 200


@dataclass(frozen=True, slots=True)
class BrowserLimits:
    """What showing one page may cost.

    `launch_seconds`: starting the browser. `load_seconds`: until the page has loaded, else it is looked at as
    far as it came; `seconds`: a page from its start to its end. `end_seconds`: until a browser that was asked
    to end is killed. `pages`: of one browser, before a fresh one takes over; `windows`: that a page may have
    open. `requests`: recorded of one page; `redirects`: followed of one request. `document_bytes`: of one
    page's source, and of one file that it asks for. `width`, `height`: of a picture of it, in pixels.
    `heap_megabytes`: of its scripts. `processes`: for its frames. `pictures`: made for rules about one mail.
    """

    launch_seconds: float = 60.0
    load_seconds: float = 5.0
    seconds: float = 20.0
    end_seconds: float = 5.0
    pages: int = 100
    windows: int = 4
    requests: int = 1_000
    redirects: int = 10
    document_bytes: int = 20 * 1024 * 1024
    width: int = 1_024
    height: int = 4_000
    heap_megabytes: int = 512
    processes: int = 4
    pictures: int = 10


@dataclass(frozen=True, slots=True)
class StoreLimits:
    """What of one message can be searched and counted; the model and the raw mail are kept whole.

    `text_chars`: of a subject, a name, a URL. `address_chars`: RFC 5321 allows 254. `people`: recipients of
    one message, and so the pairs that its sender's history grows by. `corrections`: of one sender that are
    weighed, the newest. `query_chars`, `terms`: of one search; `results`: of one page of its answer.
    """

    text_chars: int = 1_000
    address_chars: int = 320
    people: int = 100
    links: int = 200
    files: int = 200
    corrections: int = 1_000
    query_chars: int = 2_000
    terms: int = 30
    results: int = 500


@dataclass(frozen=True, slots=True)
class ResemblanceLimits:
    """What of a message is compared with others; the rest is as if it were not there.

    `people`: recipients whose names are no words of the template. `exemplars`: of one campaign, mails unlike
    each other with which new ones are compared; `candidates`: exemplars that one mail is compared with.
    """

    text_chars: int = 20_000
    html_chars: int = 200_000
    tags: int = 2_000
    links: int = 200
    files: int = 20
    people: int = 20
    exemplars: int = 8
    candidates: int = 300


@dataclass(frozen=True, slots=True)
class LiveLimits:
    """What looking once at a page on the web may cost (yardstick: what a page weighs, HTTP Archive).

    `resource_bytes`: of one answer, packed or unpacked, then it is cut; `page_bytes`, `requests`, `seconds`:
    of all; `connect_seconds`: until a host takes a connection. `redirects`: followed of one request.
    `parts`: scripts and frames fetched for a look at the source. `connections`: at once.
    """

    resource_bytes: int = 5 * 1024 * 1024
    page_bytes: int = 20 * 1024 * 1024
    requests: int = 60
    redirects: int = 10
    seconds: float = 20.0
    connect_seconds: float = 5.0
    parts: int = 20
    connections: int = 6


@dataclass(frozen=True, slots=True)
class FlowLimits:
    """How pages behind the links of mails are looked at, when they are.

    `links`: pages of one mail. `look_seconds`: at least between two looks; `host_seconds`: between two at one
    host. `waiting`: looks that may wait for their turn; `mail_seconds`: how long one mail waits for its own.
    `known_seconds`: how long a page's report holds; `open_seconds`: one that told nothing, since such a page
    may show itself later. `entries`: kept in memory.
    """

    links: int = 5
    look_seconds: float = 1.0
    host_seconds: float = 5.0
    waiting: int = 10_000
    mail_seconds: float = 300.0
    known_seconds: float = 6 * 3_600.0
    open_seconds: float = 900.0
    entries: int = 10_000


@dataclass(frozen=True, slots=True)
class ProbeLimits:
    """What opening one page as several people may cost.

    `seconds`: all identities together; `view_seconds`: one of them, of which `BrowserLimits.seconds` must be
    the longer. `together`: identities at once. Of the page's own time, which runs faster than ours:
    `settle_seconds` after it has loaded or something was done, `delay_seconds` while it asks for nothing.
    `rounds`: times that it may ask for the address before it asks for a secret; `attempts`: times that
    secrets are typed. `fields`: filled in; `buttons`: pressed, if the key Enter sends nothing.
    """

    seconds: float = 60.0
    view_seconds: float = 14.0
    together: int = 2
    settle_seconds: float = 3.0
    delay_seconds: float = 60.0
    rounds: int = 2
    attempts: int = 2
    fields: int = 20
    buttons: int = 3


DEFAULT = Limits()
FILES = FileLimits()
BROWSER = BrowserLimits()
FEED = FeedLimits()
LISTS = ListLimits()
LIVE = LiveLimits()
FLOW = FlowLimits()
RESEMBLANCE = ResemblanceLimits()
PAGES = PageLimits()
STORE = StoreLimits()
PROBE = ProbeLimits()
