"""Mails of one template, and of none."""

from unhook.context import Context
from unhook.message import parse
from unhook.message.model import Message

CONTEXT = Context(files=None)
WORDS = """Dear {name}, our records show that a system update of the messaging network is complete. Mailboxes
that are not in use are being removed, because people who have left still have access to them. Your mailbox
{to} is on that list under the number {number}. Confirm within {hours} hours that it is in use, or it will
be deleted with all that is in it. We regret any inconvenience and thank you for your attention."""
OTHER = """The harvest festival takes place on the first weekend of October in the old market hall. There will
be music on both evenings, a programme for children on Sunday morning, and food from fourteen farms of the
valley. Tickets are sold at the door. Parking is free behind the station, and a shuttle runs all day."""


def lure(
    number: int = 1, *, host: str = "a.example.net", sender: str = "Help <help@mail.example.org>"
) -> Message:
    name, to = f"Person{number} Surname{number}", f"person.{number}@corp.example"
    words = WORDS.format(name=name, to=to, number=4_711 + number, hours=12 + number)
    return mail(words, f"https://{host}/in/{number:032x}?u={to}", to=f"{name} <{to}>", sender=sender)


def mail(
    words: str,
    *links: str,
    to: str = "jo@corp.example",
    sender: str = "Ann <ann@shop.example.com>",
    subject: str = "News",
) -> Message:
    anchors = "".join(f'<p><a href="{link}">open</a></p>' for link in links)
    html = f"<html><body><table><tr><td>{words}</td></tr></table>{anchors}<p>Bye</p></body></html>"
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nMIME-Version: 1.0\n"
    return parse(f"{head}Content-Type: text/html; charset=utf-8\n\n{html}\n".encode(), CONTEXT)


def plain(words: str, sender: str = "ann@shop.example.com", subject: str = "News") -> Message:
    return parse(f"From: {sender}\nTo: jo@corp.example\nSubject: {subject}\n\n{words}\n".encode(), CONTEXT)
