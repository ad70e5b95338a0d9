import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from campaigns.stored import lured
from store.conftest import NOW
from unhook.errors import ConfigError
from unhook.export import signing, webhooks
from unhook.export.webhooks import Webhook
from unhook.settings.export import WebhookTable
from unhook.store import Store, deeds

SECRET = b"a secret of 24 characters"


class Receiver:
    """A server that keeps what it is sent, and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answers = [204]
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fields = {name.lower(): value for name, value in self.headers.items()}
                outer.got.append((self.path, fields, body))
                self.send_response(outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0])
                self.send_header("Location", f"http://127.0.0.1:{outer.server.server_port}/elsewhere")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def hook(receiver: Receiver, tmp_path: Path) -> Webhook:
    file = tmp_path / "secret"
    file.write_bytes(SECRET + b"\n")
    url = f"http://127.0.0.1:{receiver.server.server_port}/in?x=1"
    return Webhook.open(WebhookTable(name="soc", url=url, secret_file=file))


def test_an_event_arrives_signed_and_once(store: Store, hook: Webhook, receiver: Receiver) -> None:
    assert webhooks.plan(store, [hook]) == 0
    lured(store, 1)
    assert [webhooks.plan(store, [hook]) for _ in range(2)] == [1, 0]
    assert [webhooks.deliver(store, hook) for _ in range(2)] == [1, 0]
    ((path, fields, body),) = receiver.got
    assert path == "/in?x=1"
    assert signing.verified(SECRET, fields, body, int(NOW.timestamp()))
    told = json.loads(body)
    assert told["type"] == "mail.malicious"
    assert told["data"]["from"] == "help@mail.example.org"


def test_events_that_nobody_asked_for_are_not_told(store: Store, hook: Webhook) -> None:
    webhooks.plan(store, [hook])
    lured(store, 1, level="suspicious")
    assert webhooks.plan(store, [hook]) == 0


@pytest.mark.parametrize("answer", [500, 302])
def test_what_did_not_arrive_comes_again_later_and_nowhere_else(
    store: Store, hook: Webhook, receiver: Receiver, answer: int
) -> None:
    webhooks.plan(store, [hook])
    lured(store, 1)
    webhooks.plan(store, [hook])
    receiver.answers = [answer, 204]
    assert webhooks.deliver(store, hook) == 0
    assert webhooks.deliver(store, hook) == 0
    assert [path for path, _, _ in receiver.got] == ["/in?x=1"]
    for seconds, arrived in ((9, 0), (11, 1)):
        with store.reading() as connection:
            assert deeds.get(connection, "webhook:soc:verdict:1") is not None
        later = replace(store, clock=partial(NOW.__add__, timedelta(seconds=seconds)))
        assert webhooks.deliver(later, hook) == arrived
    assert [path for path, _, _ in receiver.got] == ["/in?x=1"] * 2
    assert receiver.got[0][1]["webhook-id"] == receiver.got[1][1]["webhook-id"]


def test_a_receiver_that_is_away_for_days_is_given_up(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(SECRET)
    hook = Webhook.open(WebhookTable(name="soc", url="http://127.0.0.1:9/", secret_file=file))
    webhooks.plan(store, [hook])
    lured(store, 1)
    webhooks.plan(store, [hook])
    late = replace(store, clock=lambda: NOW + webhooks.GIVEN_UP)
    assert webhooks.deliver(late, hook) == 0
    with store.reading() as connection:
        deed = deeds.get(connection, "webhook:soc:verdict:1")
    assert deed is not None
    assert deed.state == "failed"


def test_a_secret_has_to_be_there_and_long(tmp_path: Path) -> None:
    table = WebhookTable(name="soc", url="https://soc.example.com/", secret_file=tmp_path / "none")
    with pytest.raises(ConfigError, match="No such file"):
        Webhook.open(table)
    (tmp_path / "none").write_text("short")
    with pytest.raises(ConfigError, match="24 bytes"):
        Webhook.open(table)
