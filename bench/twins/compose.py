"""Words and structure put together: one raw message (RFC 5322)."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from bench.twins.enclosure import add
from bench.twins.layout import LAYOUTS, Content, text
from bench.twins.mailing import token
from bench.twins.sender import Recipient, ascii_name
from bench.twins.structure import Disguise, Structure
from bench.twins.wording import Language, Template

_POLICY = policy.SMTP.clone(max_line_length=900)
_DATES = {"en": "%d %b %Y", "de": "%d.%m.%Y", "nl": "%d-%m-%Y"}
_CONFUSABLE = str.maketrans("aeop", "аеор")
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def mail(
    draw: random.Random, language: Language, template: Template, sent: Structure, reader: Recipient
) -> bytes:
    """The message: `template` with the structure `sent`, for `reader`."""
    day = datetime(2026, 10, 1, 7, tzinfo=UTC) + timedelta(minutes=draw.randrange(40_000))
    slots = _slots(draw, language, sent, reader, day)
    content = _content(draw, language, template, sent, slots)
    message = EmailMessage(policy=_POLICY)
    for name, value in _trace(draw, sent, reader, day):
        message[name] = value
    message["From"] = Address(_disguised(slots["brand"], sent.disguise), addr_spec=sent.address)
    message["To"] = Address(reader.name, addr_spec=reader.address)
    message["Subject"] = _disguised(template.subject.format_map(slots), sent.disguise)
    message["Date"] = format_datetime(day)
    message["Message-ID"] = f"<{token(draw, 24)}@{sent.route.client}>"
    if sent.links.unsubscribe:
        message["List-Unsubscribe"] = f"<{sent.links.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _body(message, draw, sent, content)
    for name, value in sent.headers:
        message[name] = value
    if template.file:
        add(message, template.file, content, slots["shared"], day)
    _bound(message, draw)
    return message.as_bytes()


def _slots(
    draw: random.Random, language: Language, sent: Structure, reader: Recipient, day: datetime
) -> Mapping[str, str]:
    due = day + timedelta(days=draw.randrange(5, 40))
    price = f"{draw.randrange(4, 90)}.99"
    return {
        "name": reader.name,
        "first": reader.name.split()[0],
        "address": reader.address,
        "domain": reader.domain,
        "brand": sent.display,
        "date": due.strftime(_DATES.get(language.tag, "%d/%m/%Y")),
        "time": f"{draw.randrange(8, 23)}:{draw.choice(('00', '15', '30'))}",
        "amount": "$" + price if language.tag == "en" else price.replace(".", ",") + " €",
        "number": f"{draw.choice('ABKRX')}{draw.randrange(10**7, 10**8)}",
        "code": f"{draw.randrange(10**5, 10**6)}",
        "digits": f"{draw.randrange(1000, 9999)}",
        "device": draw.choice(("Chrome, Windows", "iPhone, Safari", "Firefox, Linux")),
        "city": draw.choice(("Lisboa", "Hamburg", "Utrecht", "Torino", "Lyon", "Leeds", "Sevilla")),
        "colleague": draw.choice([name for name in language.people if name != reader.name]),
        "shared": f"projects@{reader.domain}",
    }


def _content(
    draw: random.Random, language: Language, template: Template, sent: Structure, slots: Mapping[str, str]
) -> Content:
    def fill(line: str) -> str:
        return _disguised(line.format_map(slots), sent.disguise)

    person = template.section == "letters"
    notice = template.section == "notices"
    greeting = draw.choice(language.named if person or draw.random() < 0.7 else language.generic)
    footer = tuple(zip(language.links, sent.links.footer, strict=False))
    if sent.links.unsubscribe:
        footer += ((language.unsubscribe, sent.links.unsubscribe),)
    reason = language.subscribed if sent.links.unsubscribe else language.sent_to
    return Content(
        language=language.tag,
        brand=slots["brand"],
        greeting=fill(greeting),
        paragraphs=tuple(map(fill, template.paragraphs)) + ((language.attached,) if sent.attached else ()),
        label=sent.links.shown or fill(template.button),
        url=sent.links.button if template.button and not sent.attached else None,
        closing=tuple(fill(slots["brand"] if person else draw.choice(language.closing)).split("|")),
        footer=footer,
        small=(fill(reason), fill(language.place)) if notice else (),
        browser=language.browser,
        pictures=sent.links.pictures,
        hidden=language.padding if sent.disguise == "padding" else "",
    )


def _disguised(line: str, disguise: Disguise) -> str:
    words = line.split(" ")
    if disguise == "zero-width":
        words = [
            f"{word[:3]}\u200b{word[3:]}" if len(word) > 5 and "@" not in word else word for word in words
        ]
    elif disguise == "confusable":
        words = [word.translate(_CONFUSABLE) if len(word) > 5 and "@" not in word else word for word in words]
    return " ".join(words)


def _trace(draw: random.Random, sent: Structure, reader: Recipient, day: datetime) -> list[tuple[str, str]]:
    server, route = f"mx1.{reader.domain}", sent.route
    arrived = format_datetime(day)
    handed = f"from {server} (localhost [127.0.0.1]) by store.{reader.domain} with LMTP; {arrived}"
    taken = (
        f"from {route.client} ({route.client} [{route.ip}]) by {server} (Postfix) with ESMTPS "
        f"id {token(draw, 11)} for <{reader.address}>; {arrived}"
    )
    fields = [("Return-Path", f"<{route.envelope}>"), ("Received", handed)]
    if route.results is not None:
        fields.append(("Authentication-Results", f"{server}; {route.results}"))
    fields.append(("Received", taken))
    if route.origin:
        sent_in = f"from {route.origin} by {route.client} with ESMTPSA id {token(draw, 14)}; {arrived}"
        fields.append(("Received", sent_in))
    fields += [
        (
            "DKIM-Signature",
            f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={signer}; s=s1; "
            f"h=from:to:subject:date:message-id; "
            f"bh={token(draw, 43)}=; b={token(draw, 160)}",
        )
        for signer in route.signers
    ]
    return fields


def _body(message: EmailMessage, draw: random.Random, sent: Structure, content: Content) -> None:
    if sent.layout == "picture":
        message.set_content(LAYOUTS["picture"](content), subtype="html")
        message.add_related(
            _PIXEL + draw.randbytes(40_000), "image", "png", cid="<picture>", filename="image001.png"
        )
    else:
        message.set_content(text(content))
        if sent.layout != "text":
            message.add_alternative(LAYOUTS[sent.layout](content), subtype="html")
    if sent.attached:
        page = LAYOUTS["letter"](replace(content, url=sent.links.button))
        name = f"{ascii_name(content.label, '_')}.html"
        message.add_attachment(page.encode(), "text", "html", filename=name)


def _bound(message: EmailMessage, draw: random.Random) -> None:
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{token(draw, 24)}")
