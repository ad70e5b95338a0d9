"""One mail from the server's hands to a plan and the edits that carry it out: what a worker does."""

from dataclasses import replace

from unhook import app
from unhook.actions import perform, planning
from unhook.actions.model import Exemption, Measures, Modes, Override
from unhook.context import Context, Inspection
from unhook.limits import DEFAULT, FILES
from unhook.mailflow.job import Answer, Job, judged
from unhook.mailflow.memory import Memory
from unhook.settings import Settings
from unhook.verdict import policy

_FILES_SHARE = 0.6
_RULES_SHARE = 0.3
"""Of the deadline: a mail full of slow files is answered as incomplete, not left to the deadline."""


class Judge:
    """Rules, model and the operator's will, loaded once for many mails.

    Raises `RuleError` or `ConfigError` where something named in the settings cannot be had.
    """

    def __init__(self, settings: Settings) -> None:
        milter = settings.milter
        self._settings = settings
        self._policy = policy.named(settings.policy.balance)
        self._rules = app.rules(milter.feeds)
        self._model = app.corrected_model(str(milter.model) if milter.model else None)
        self._context = app.equipped(context(settings))
        self._memory = Memory.open(settings.store.url) if settings.store.url else None

    def __call__(self, job: Job) -> Answer:
        """The answer for a mail that comes from outside."""
        envelope = job.envelope
        one = envelope.recipients[0] if len(envelope.recipients) == 1 else None
        raw = job.traced()
        known = replace(self._context, mailbox=one)
        if job.held is not None:
            known = replace(known, direction=None)
        wanted = measures(self._settings, envelope.server)
        if self._memory is not None:
            known, made = self._memory.recall(known, envelope.received)
            wanted = replace(wanted, exemptions=wanted.exemptions + made)
        checked = app.check(raw, known, self._policy, self._rules, self._model)
        plan = planning.plan(
            checked.message,
            checked.verdict,
            envelope.recipients,
            wanted,
            envelope.received.date(),
            policy=self._policy,
        )
        edits = perform.edits(job.raw(), job.header, plan) if job.held is None else perform.Edits()
        outer = checked.message.raw == raw
        return Answer(plan, edits, judged(checked.findings, checked.verdict, outer))


def context(settings: Settings, outbound: bool = False) -> Context:
    """What is known about the world around mails from outside, or around those that signed-in users send."""
    milter = settings.milter
    seconds = milter.deadline_seconds
    files = Inspection(limits=replace(FILES, seconds=min(FILES.seconds, seconds * _FILES_SHARE)))
    return Context(
        org_domains=frozenset(milter.org_domains) or None,
        trusted_authserv_ids=frozenset(milter.trusted_authserv_ids),
        direction="outbound" if outbound else "inbound",
        limits=replace(DEFAULT, message_seconds=min(DEFAULT.message_seconds, seconds * _RULES_SHARE)),
        files=files if milter.files else None,
        screenshots=settings.pages.screenshots,
    )


def measures(settings: Settings, server: str) -> Measures:
    """The operator's will as values; `server` is the mail server's name, ours where none is set."""
    wanted = settings.policy
    return Measures(
        authserv_id=settings.milter.authserv_id or server.lower(),
        kept_ids=frozenset(settings.milter.trusted_authserv_ids),
        modes=Modes(wanted.malicious, wanted.suspicious, wanted.incomplete),
        withhold=settings.quarantine.place == "store",
        overrides=tuple(
            Override(
                Modes(each.malicious, each.suspicious, each.incomplete),
                frozenset(each.domains),
                frozenset(each.rules),
                each.language,
            )
            for each in wanted.override
        ),
        exemptions=tuple(Exemption(**each.model_dump()) for each in wanted.exception),
        malicious_tag=wanted.malicious_tag,
        suspicious_tag=wanted.suspicious_tag,
        banner=wanted.banner,
        language=wanted.language,
    )
