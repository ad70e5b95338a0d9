"""`ml.*`: judgements of models and of visited pages, all of them provided facts."""

from dataclasses import dataclass
from typing import Any

from unhook.links.model import Url
from unhook.message.model import Attachment, Html, Link
from unhook.mql.library.function import Function, provided


@dataclass(frozen=True, slots=True)
class Label:
    """A name with `low`, `medium` or `high` confidence."""

    name: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text and what it is."""

    name: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """What a text wants and speaks of; `language` is an English lower-case name."""

    intents: tuple[Label, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    topics: tuple[Label, ...] | None = None
    tags: tuple[Label, ...] | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics alone."""

    topics: tuple[Label, ...] | None = None


@dataclass(frozen=True, slots=True)
class Sensitive:
    """A piece of sensitive information."""

    type: str | None = None
    confidence: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class SensitiveInformation:
    """All pieces found."""

    elements: tuple[Sensitive, ...] | None = None


@dataclass(frozen=True, slots=True)
class Logos:
    """Brands whose logos were seen."""

    brands: tuple[Label, ...] | None = None


@dataclass(frozen=True, slots=True)
class MacroVerdict:
    """A judgement of a document's macros."""

    malicious: bool | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A judgement of the whole message."""

    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in English."""

    text: str | None = None


@dataclass(frozen=True, slots=True)
class CredentialPhish:
    """A judgement of a page: `disposition` is `phishing` or something milder."""

    disposition: str | None = None
    confidence: str | None = None
    brand: Label | None = None
    contains_login: bool | None = None
    contains_captcha: bool | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """A further answer that a page fetched."""

    url: Url | None = None
    status_code: int | None = None
    json: Any = None
    file: Attachment | None = None


@dataclass(frozen=True, slots=True)
class LinkAnalysis:
    """What a browser saw behind a link."""

    credphish: CredentialPhish | None = None
    effective_url: Url | None = None
    redirect_history: tuple[Url, ...] | None = None
    final_dom: Html | None = None
    screenshot: Attachment | None = None
    files_downloaded: tuple[Attachment, ...] | None = None
    unique_urls_accessed: tuple[Url, ...] | None = None
    additional_responses: tuple[Response, ...] | None = None
    status_code: int | None = None
    submitted: bool | None = None


@provided("ml.nlu_classifier", needs="nlu", cost=20_000)
def nlu_classifier(text: str, *, subject: str = "") -> Language:
    """Intents, entities, topics and tags of a text."""
    raise NotImplementedError


@provided("beta.ml_topic", needs="nlu", cost=20_000)
def topic(text: str) -> Topics:
    """Topics of a text."""
    raise NotImplementedError


@provided("ml.logo_detect", needs="logo", cost=100_000)
def logo_detect(file: Attachment) -> Logos:
    """Logos on an image."""
    raise NotImplementedError


@provided("ml.macro_classifier", needs="macro", cost=10_000)
def macro_classifier(file: Attachment) -> MacroVerdict:
    """Whether a document's macros are malicious."""
    raise NotImplementedError


@provided("beta.ml_translate", needs="translate", cost=100_000)
def translate(text: str) -> Translation:
    """A text in English."""
    raise NotImplementedError


@provided("beta.ml_extract_sensitive_information", needs="sensitive", cost=10_000)
def extract_sensitive_information(text: str) -> SensitiveInformation:
    """Personal and secret data in a text."""
    raise NotImplementedError


def _link_analysis(name: str) -> Function:
    @provided(name, needs="link_analysis", cost=1_000_000)
    def link_analysis(link: Link | Url, *, mode: str = "default") -> LinkAnalysis:
        raise NotImplementedError

    return link_analysis


def _score(name: str) -> Function:
    @provided(name, needs="attack_score", cost=50_000)
    def score() -> Score:
        raise NotImplementedError

    return score


FUNCTIONS = (
    nlu_classifier, topic, logo_detect, macro_classifier, translate, extract_sensitive_information,
    _link_analysis("ml.link_analysis"), _link_analysis("beta.linkanalysis"),
    _score("ml.attack_score"), _score("beta.fuzzy_attack_score"),
)  # fmt: skip
