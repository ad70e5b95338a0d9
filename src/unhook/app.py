"""The composition root: the only place that wires parser, shipped rules and verdict together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from unhook.context import INSPECTION, Context, Inspection, Looking
from unhook.errors import ConfigError
from unhook.message.model import Message
from unhook.rules.finding import Findings
from unhook.verdict import BALANCED, Policy, Verdict, decide
from unhook.verdict.advice import advise
from unhook.verdict.change import Change
from unhook.verdict.model import Level

if TYPE_CHECKING:
    from pathlib import Path

    from unhook.files.model import Tree
    from unhook.pages.flow.following import Followed, Follower
    from unhook.pages.flow.model import Known
    from unhook.pages.looked import Looked
    from unhook.pages.probe.pictured import Pictured
    from unhook.pages.reports import Reports
    from unhook.pages.source.model import PageReport
    from unhook.rules.pack import Pack
    from unhook.rules.packs import Packs
    from unhook.store import Store
    from unhook.verdict.learnt import Learnt


_GRAVITY: tuple[Level, ...] = ("clean", "incomplete", "suspicious", "malicious")


@dataclass(frozen=True, slots=True)
class Checked:
    """A message, what the rules said of it, and the verdict.

    Findings, verdict and every offset are about `message` alone. Of a mail that carries another
    (`Message.carrier`) that is the one with the worse verdict. Links and words of its files are joined to
    it (`Message.bare` is without); `trees` is what is in them, in the order of its attachments. `pages`: what
    is known of the pages behind its links, by the number of the link.
    """

    message: Message
    findings: Findings
    verdict: Verdict
    trees: tuple["Tree", ...] = ()
    pages: Mapping[int, "Looked"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Updated:
    """A mail judged before and after somebody looked behind its links, and what became of each link."""

    before: Checked
    after: Checked
    followed: "Followed"

    @property
    def change(self) -> Change:
        """What that changed."""
        return Change(self.before.verdict, self.after.verdict)


def parse(raw: bytes, context: Context | None = None) -> Message:
    """The message model of a mail's bytes (RFC 5322, an Outlook `.msg`, a report that carries one).

    Never raises on content: what is malformed stands in `Message.defects`.
    """
    from unhook import message

    return message.parse(raw, context or Context())


def check(
    raw: bytes,
    context: Context | None = None,
    policy: Policy = BALANCED,
    pack: "Pack | Packs | None" = None,
    weights: "Learnt | None" = None,
) -> Checked:
    """A mail's bytes judged by the shipped rules and model, under `policy`'s thresholds.

    A `pack` of the caller's own is weighed as its authors say unless `weights` are given: `model()` are
    the shipped ones.

    A forward or a report is judged twice: the mail inside, and the one that carries it, which may
    be a trap of its own around an honest mail. The worse verdict counts; of equals, the inner one.
    The same bytes and `Context` give the same answer; nothing is fetched.
    """
    return check_under(raw, (policy,), context, pack, weights)[0]


def check_under(
    raw: bytes,
    policies: Sequence[Policy],
    context: Context | None = None,
    pack: "Pack | Packs | None" = None,
    weights: "Learnt | None" = None,
) -> tuple[Checked, ...]:
    """As `check`, once for each policy; the mail is read and the rules are run only once."""
    from unhook.files.opened import opened

    context = equipped(context or Context())
    if pack is None:
        pack, weights = shipped_pack(), weights or model()
    message = parse(raw, context)
    read = (message,) if message.carrier is None else (message, message.carrier)
    seen = [opened(each, context.about(each)) for each in read]
    found = [(each, pack.run(each.message, each.context)) for each in seen]
    return tuple(
        max(
            (
                Checked(
                    each.message,
                    findings,
                    decide(each.message, findings, each.context, policy, weights),
                    each.trees,
                    _behind(each.message, context),
                )
                for each, findings in found
            ),
            key=_gravity,
        )
        for policy in policies
    )


def check_and_look(
    raw: bytes,
    context: Context,
    *,
    policy: Policy = BALANCED,
    pack: "Pack | Packs | None" = None,
    weights: "Learnt | None" = None,
    follower: "Follower | None" = None,
) -> Updated:
    """As `check`, then the links of the mail that deserve it are opened, and the mail is judged anew.

    Of the functions here only this one and `open_live` reach into the network, and only where
    `Context.looking` allows. `follower`: keeps what is known from mail to mail. Raises `ConfigError` where
    nothing may be opened.
    """
    if context.looking is None:
        raise ConfigError("nobody may open links: Context.looking says how")
    _require_live()
    from unhook.pages.flow.following import Follower

    before = check(raw, context, policy, pack, weights)
    followed = (follower or Follower(context.looking)).follow(before.message)
    reports = followed.reports()
    if not reports:
        return Updated(before, before, followed)
    after = check_again(raw, reports, context, policy=policy, pack=pack, weights=weights)
    return Updated(before, after, followed)


@cache
def follower(looking: Looking) -> "Follower":
    """The follower of this process, which keeps what it saw in the user's cache."""
    from unhook import cached
    from unhook.pages.flow.cache import Folder
    from unhook.pages.flow.following import Follower

    # What was told to one kind of visitor says nothing of what another kind would have been.
    manner = "active" if looking.mailboxes else "passive" if looking.probe else "source"
    folder = cached.place(f"looks/{manner}{'-as-recipient' * looking.as_recipient}")
    return Follower(looking, cache=Folder(folder) if folder else None)


def check_again(
    raw: bytes,
    reports: "Reports",
    context: Context | None = None,
    *,
    policy: Policy = BALANCED,
    pack: "Pack | Packs | None" = None,
    weights: "Learnt | None" = None,
) -> Checked:
    """As `check`, with reports on pages behind the mail's links beside those that the context has already."""
    context = context or Context()
    known = context.facts.get("link_analysis")
    if known is not None:
        reports = known.joined(reports)
    return check(
        raw, replace(context, facts={**context.facts, "link_analysis": reports}), policy, pack, weights
    )


def _behind(message: Message, context: Context) -> "Mapping[int, Looked]":
    behind = getattr(context.facts.get("link_analysis"), "behind", None)
    found = {number: behind(link) for number, link in enumerate(message.body.links)} if behind else {}
    return {number: looked for number, looked in found.items() if looked is not None}


def _require_live() -> None:
    from importlib.util import find_spec

    if find_spec("httpcore") is None:
        raise ConfigError("opening links needs the extra: pip install 'unhook[live]'")


def equipped(context: Context) -> Context:
    """The context with the capabilities that Unhook has by itself, where the caller supplies no other:
    `nlu`, the understanding of language, with the extra `files` those on files, unless the context wants
    none looked into, and with the extra `pages` `screenshot`, if the context wants that.
    """
    from unhook.language.nlu import Nlu

    own = {
        "nlu": Nlu(),
        **(_file_facts(context.files) if context.files else {}),
        **(_page_facts() if context.screenshots else {}),
    }
    return context if own.keys() <= context.facts.keys() else replace(context, facts={**own, **context.facts})


def remembering(context: Context, store: "Store") -> Context:
    """The context in which the store answers about earlier mail (`profile.*`), as of each message's date."""
    from unhook.store.profiles import Profiles

    return replace(context, facts={**context.facts, "profile": Profiles(store, store.now())})


def explode(
    raw: bytes,
    name: str | None = None,
    passwords: tuple[str, ...] = (),
    inspection: Inspection = INSPECTION,
) -> tuple["Tree", ...]:
    """What is inside a file; of a mail, inside each of its attachments.

    `passwords` are tried on locked files beside those that a mail offers. Raises `ConfigError` without the
    extra `files`, and for rules or a daemon of the operator's that cannot be used.
    """
    from unhook.message.mime.magic import file_type

    files = _file_facts(inspection).get("explode")
    if files is None:
        raise ConfigError("looking into files needs the extra: pip install 'unhook[files]'")
    from unhook.files.exploder import ON_DEMAND

    if file_type(raw) in _MAILS:
        message = parse(raw)
        exploder = files.of(message, passwords)
        return tuple(exploder.tree(attachment, *ON_DEMAND) for attachment in message.attachments)
    from unhook.message.model import Attachment

    alone = Attachment(raw, file_name=name, size=len(raw))
    return (files.of(Message(), passwords).tree(alone, *ON_DEMAND),)


_MAILS = frozenset({"eml", "msg"})


def look(
    target: str,
    url: str | None = None,
    raw: bytes | None = None,
    inspection: Inspection = INSPECTION,
) -> "tuple[PageReport, ...]":
    """The pages of a target judged by their source: a saved page, a folder of them, a HAR file, or a mail
    with pages attached; `raw` its bytes, where it is not to be read from disk. `url` says where the first of
    them was found.

    Nothing is fetched or run. Raises `ConfigError` for a live address, `InputError` where there is no page,
    `OSError` where it cannot be read.
    """
    from unhook.pages.saved import target as named
    from unhook.pages.source.look import look as judged

    def opens(mail: bytes) -> "tuple[Message, tuple[Tree, ...]]":
        message = parse(mail)
        files = _file_facts(inspection).get("explode")
        exploder = files.of(message) if files else None
        return message, tuple(map(exploder.tree, message.attachments)) if exploder else ()

    pages = named.read(target, opens) if raw is None else named.of_bytes(raw, target, opens)
    if url is not None:
        pages = (named.found_at(pages[0], url), *pages[1:])
    return tuple(map(judged, pages))


def open_pages(
    reports: "Iterable[PageReport]", recipients: Sequence[str] = (), seed: int | None = None
) -> "tuple[Looked, ...]":
    """Pages that were judged by their source, opened as several people too, each from what was kept of it.

    `recipients`: the addresses that they carry, of those to whom the mail went; without, those of the mail
    that a page came with, or that stand in its address. Nothing leaves the machine. Where it can show no page
    `Looked.unopened` says why.
    """
    from unhook.pages.browser import availability
    from unhook.pages.browser.failure import BrowserError
    from unhook.pages.looked import Looked
    from unhook.pages.saved.replay import served

    why = availability.refusal()
    found: list[Looked] = []
    for report in reports:
        if why or not report.saved.html:
            found.append(Looked(report, unopened=why or "no page was kept"))
            continue
        from unhook.pages.probe.probe import probe

        broker = served(report.saved)
        proven = report.saved.where == "recorded"
        try:
            known = recipients or report.saved.recipients
            seen = probe(
                broker, broker.start, known, reach="local", proven=proven, reads=_read_picture, seed=seed
            )
        except BrowserError as error:
            found.append(Looked(report, unopened=str(error)))
        else:
            found.append(Looked(report, seen))
    return tuple(found)


def open_live(address: str, looking: Looking, recipients: Sequence[str] = ()) -> "Known":
    """A page on the web, fetched and judged by its source and, if `looking.probe`, as several people see it.

    `recipients`: to whom the mail went that led there. Raises `ConfigError` without the extra `live`.
    """
    _require_live()
    from unhook.pages.flow.looking import Looker

    return Looker(looking)(address, recipients)


def page_reports(targets: Sequence[str], *, opened: bool = False) -> "Reports":
    """Reports on kept pages as the fact `link_analysis`: what rules may ask about the links that led there.

    `opened`: by what is seen of them too, which takes seconds a page. Raises as `look`.
    """
    from unhook.pages.reports import Reports

    reports = [report for target in targets for report in look(target)]
    return Reports(open_pages(reports) if opened else reports)


@cache
def _file_facts(inspection: Inspection) -> Mapping[str, Any]:
    """The capabilities on files."""
    from unhook.files.capabilities import Files

    return Files(inspection, together=_logos_and_words).facts()


def _read_picture(picture: bytes) -> "Pictured":
    """The words and logos on a page's picture, as far as this machine can read them."""
    from unhook.message.model import Attachment
    from unhook.pages.probe.pictured import Pictured

    facts = _file_facts(INSPECTION)
    file = Attachment(picture, "screenshot.png", "png", "image/png", size=len(picture))
    words = facts["ocr"].ocr(file)["text"] if "ocr" in facts else ""
    seen = facts["logo"].logo_detect(file)["brands"] if "logo" in facts else ()
    return Pictured(words or "", tuple(each["name"] for each in seen if each["confidence"] != "low"))


def _logos_and_words(logos: Sequence[Mapping[str, str]], words: str) -> Sequence[Mapping[str, str]]:
    from unhook.brands import registry
    from unhook.brands.logos import together

    return together(logos, words, registry.load())


@cache
def _page_facts() -> Mapping[str, Any]:
    """The capabilities that need a browser."""
    from unhook.pages.capability import Screenshots

    return Screenshots().facts()


def _gravity(checked: Checked) -> int:
    return _GRAVITY.index(checked.verdict.level)


def failed(raw: bytes, why: str) -> Checked:
    """What to report when a mail broke the analysis itself: incomplete, never clean."""
    verdict = Verdict(
        level="incomplete",
        score=0.5,
        advice=advise("incomplete", ()),
        incomplete=(f"analysis-failed: {why}",),
    )
    return Checked(Message(raw=raw), Findings(), verdict)


def rules(feeds: tuple[str, ...] = ()) -> "Pack | Packs":
    """The shipped pack, beside it those of the installed feeds of these names (`all`: every one).

    Raises `RuleError` for a feed that is not there or not as it was fetched.
    """
    if not feeds:
        return shipped_pack()
    from unhook.feeds import installed
    from unhook.rules.packs import Packs

    return Packs((shipped_pack(), *installed.packs(feeds)))


@cache
def shipped_pack() -> "Pack":
    """The rules that come with Unhook, compiled once a process."""
    from unhook.rules import pack

    return pack.load()


@cache
def model(folder: str | None = None) -> "Learnt":
    """The model of a folder, or the one that comes with Unhook, read once a process.

    Raises `ConfigError` where there is none.
    """
    from pathlib import Path

    from unhook.verdict import learnt

    return learnt.read(Path(folder)) if folder else learnt.read()


@cache
def corrected_model(folder: str | None = None) -> "Learnt":
    """The same model with the corrections that this user made (`unhook learn`), read once a process.

    Raises `ConfigError` where either cannot be read.
    """
    from dataclasses import replace

    from unhook.verdict import corrections

    return replace(model(folder), corrected=corrections.read(corrections_path()))


def corrections_path() -> "Path":
    """Where this user's corrections are kept."""
    from unhook.feeds.store import home

    return home() / "corrections.jsonl"
