"""What Prometheus asks: from the store when it is asked, and from the process that has this object.

Needs the extra `metrics`. No label holds what a mail says: levels, rules' ids, kinds and targets alone.
"""

import logging
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from unhook.errors import ConfigError, StoreError
from unhook.links import place
from unhook.store import Store
from unhook.store.schema import actions, cases, messages, quarantine

try:
    from prometheus_client import CollectorRegistry, Counter, Histogram, exposition, start_http_server
    from prometheus_client.core import GaugeMetricFamily
except ModuleNotFoundError:
    raise ConfigError("metrics need the extra: pip install 'unhook[metrics]'") from None

_LOG = logging.getLogger(__name__)
_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Metrics:
    """One process's counters, and a store's state where one is given."""

    def __init__(self, store: Store | None = None) -> None:
        self.registry = CollectorRegistry()
        self._mails = Counter(
            "unhook_mails", "Mails judged by this process", ["level"], registry=self.registry
        )
        self._seconds = Histogram(
            "unhook_mail_seconds", "Seconds from a mail's end to its answer", buckets=_SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self._rules = Counter(
            "unhook_rule_seconds", "Seconds that a rule took", ["rule"], registry=self.registry
        )
        self._failures = Counter(
            "unhook_failures", "What went wrong, by what it was", ["what"], registry=self.registry
        )
        if store is not None:
            self.registry.register(_Stored(store))

    def mail(self, level: str, seconds: float) -> None:
        """A mail was judged."""
        self._mails.labels(level).inc()
        self._seconds.observe(seconds)

    def rule(self, rule: str, seconds: float) -> None:
        """A rule was asked."""
        self._rules.labels(rule).inc(seconds)

    def failure(self, what: str) -> None:
        """Something went wrong."""
        self._failures.labels(what).inc()

    def render(self) -> tuple[bytes, str]:
        """The text to answer with, and its content type."""
        return exposition.generate_latest(self.registry), exposition.CONTENT_TYPE_PLAIN_0_0_4

    def serve(self, where: str) -> Any:
        """Answer on `HOST:PORT` from a thread of its own; the result's `shutdown()` ends it."""
        host, port = place.parsed(where)
        server, _ = start_http_server(port, host, self.registry)
        return server


class _Stored:
    """Asked when Prometheus asks. A store that fails tells that it failed, and nothing else."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def describe(self) -> list[Any]:
        """Nothing is asked of the store to find names that are taken twice."""
        return []

    def collect(self) -> Iterator[Any]:
        """The families of metrics."""
        up = GaugeMetricFamily("unhook_store_up", "Whether the store answered")
        found: list[Any] = []
        try:
            with self._store.reading() as connection:
                found = list(self._families(connection))
        except StoreError as error:
            _LOG.error("metrics: %s", error)
        up.add_metric([], 1.0 if found else 0.0)
        yield up
        yield from found

    def _families(self, connection: Connection) -> Iterator[Any]:
        for name, text, column in (
            ("messages", "Messages in the store by verdict", messages.c.level),
            ("quarantine", "Messages in quarantine by state", quarantine.c.state),
            ("cases", "Cases by state", cases.c.state),
        ):
            family = GaugeMetricFamily(f"unhook_{name}", text, labels=[column.name])
            for value, count in connection.execute(select(column, func.count()).group_by(column)):
                family.add_metric([value or "none"], count)
            yield family
        waiting = GaugeMetricFamily("unhook_deeds", "Deeds by state", labels=["kind", "target", "state"])
        age = GaugeMetricFamily(
            "unhook_deeds_oldest_seconds", "Age of the oldest planned deed", labels=["kind"]
        )
        keys = (actions.c.kind, actions.c.target, actions.c.state)
        open_ = actions.c.state.in_(("planned", "failed"))
        for kind, target, state, count in connection.execute(
            select(*keys, func.count()).where(open_).group_by(*keys)
        ):
            waiting.add_metric([kind, target, state], count)
        oldest = select(actions.c.kind, func.min(actions.c.planned)).where(actions.c.state == "planned")
        for kind, planned in connection.execute(oldest.group_by(actions.c.kind)):
            age.add_metric([kind], (self._store.now() - planned).total_seconds())
        yield from (waiting, age)
