import urllib.request

from campaigns.stored import lured
from store.conftest import NOW
from unhook.export.metrics import Metrics
from unhook.store import Store, deeds


def _text(metrics: Metrics) -> str:
    return metrics.render()[0].decode()


def test_a_process_counts_what_it_does() -> None:
    metrics = Metrics()
    metrics.mail("malicious", 0.3)
    metrics.rule("asks-for-password", 0.25)
    metrics.failure("deadline")
    text = _text(metrics)
    assert 'unhook_mails_total{level="malicious"} 1.0' in text
    assert 'unhook_mail_seconds_bucket{le="0.2"} 0.0' in text
    assert 'unhook_mail_seconds_bucket{le="0.5"} 1.0' in text
    assert 'unhook_rule_seconds_total{rule="asks-for-password"} 0.25' in text
    assert 'unhook_failures_total{what="deadline"} 1.0' in text


def test_the_store_is_asked_when_somebody_asks(store: Store) -> None:
    metrics = Metrics(store)
    lured(store, 1)
    with store.writing() as connection:
        deeds.plan(connection, "k", kind="notify", target="webhook:x", by="t", at=NOW.replace(hour=11))
    text = _text(metrics)
    assert "unhook_store_up 1.0" in text
    assert 'unhook_messages{level="malicious"} 1.0' in text
    assert 'unhook_deeds{kind="notify",state="planned",target="webhook:x"} 1.0' in text
    assert 'unhook_deeds_oldest_seconds{kind="notify"} 3600.0' in text


def test_a_store_that_is_gone_is_told_so(store: Store) -> None:
    metrics = Metrics(store)
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE cases")
    text = _text(metrics)
    assert "unhook_store_up 0.0" in text
    assert "unhook_messages" not in text


def test_it_answers_on_a_port() -> None:
    server = Metrics().serve("127.0.0.1:0")
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/metrics") as answer:
        assert b"unhook_mail_seconds" in answer.read()
    server.shutdown()
