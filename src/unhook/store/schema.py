"""The tables as SQLAlchemy sees them; `migrations` makes them.

A message's number begins with its date (`number`), so that the newest stand last in every index. Tables
beside `messages` hold what it is searched by, a row a value.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, text

from unhook.store.types import Moment, Number, Prose, Sealed, Share, Word

REVISION = "0006_sign_in"
"""What the tables have to be at: the newest file in `migrations/versions`."""

metadata = MetaData()
_STRICT: dict[str, Any] = {"sqlite_strict": True}
_COUNTED = {**_STRICT, "sqlite_autoincrement": True}
"""Numbers that people see are not given twice."""
_CLUSTERED = {**_STRICT, "sqlite_with_rowid": False}


def _message(**options: Any) -> Column[int]:
    return Column("message", Number, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, **options)


def _few(column: str) -> Index:
    """An index of the rows that have some of what few have, where all others need not be looked through."""
    some = text(f"{column} > 0")
    key = ("party", "own", "message")
    return Index(f"contacts_{column}", *key, sqlite_where=some, postgresql_where=some)


contents = Table(
    "contents",
    metadata,
    Column("sha256", Word, primary_key=True),
    Column("size", Number, nullable=False),
    Column("model", Sealed),
    Column("raw", Sealed),
    Column("key", Word),
    Index("contents_key", "key"),
    **_STRICT,
)
"""What mails consist of, once for each content; `key` names the key that sealed `model` and `raw`."""

messages = Table(
    "messages",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("key", Word, nullable=False, unique=True),
    Column("content", Word, ForeignKey("contents.sha256"), nullable=False),
    Column("message_id", Word),
    Column("direction", Word, nullable=False),
    Column("sender", Word, nullable=False),
    Column("sender_host", Word, nullable=False),
    Column("sender_name", Prose),
    Column("subject", Prose, nullable=False),
    Column("folded", Prose, nullable=False),
    Column("source", Word, nullable=False),
    Column("envelope_from", Word),
    Column("mailbox", Word),
    Column("proof", Word, nullable=False),
    Column("recorded", Moment, nullable=False),
    Column("level", Word),
    Column("score", Share),
    Column("attack_types", Word, nullable=False),
    Column("label", Word),
    Index("messages_content", "content"),
    Index("messages_message_id", "message_id", "id"),
    Index("messages_sender", "sender", "id"),
    Index("messages_sender_host", "sender_host", "id"),
    Index("messages_level", "level", "id"),
    Index("messages_label", "label", "id"),
    Index("messages_source", "source", "id"),
    **_STRICT,
)
"""A mail to these recipients; `key` is `number.key` of both. `proof`: `passed`, `failed` or `none` (DMARC).
`level` is the newest verdict's, absent where nobody judged; `label` what a person said of it.
"""

recipients = Table(
    "recipients",
    metadata,
    _message(primary_key=True),
    Column("kind", Word, primary_key=True),
    Column("address", Word, primary_key=True),
    Column("host", Word, nullable=False),
    Index("recipients_address", "address", "message"),
    Index("recipients_host", "host", "message"),
    **_CLUSTERED,
)

links = Table(
    "links",
    metadata,
    _message(primary_key=True),
    Column("place", Number, primary_key=True),
    Column("host", Word, nullable=False),
    Column("url", Prose, nullable=False),
    Column("hash", Word, nullable=False),
    Index("links_host", "host", "message"),
    Index("links_hash", "hash", "message"),
    **_CLUSTERED,
)

files = Table(
    "files",
    metadata,
    _message(primary_key=True),
    Column("place", Number, primary_key=True),
    Column("sha256", Word, nullable=False),
    Column("name", Prose),
    Column("kind", Word),
    Index("files_sha256", "sha256", "message"),
    **_CLUSTERED,
)

findings = Table(
    "findings",
    metadata,
    _message(primary_key=True),
    Column("rule", Word, primary_key=True),
    Column("source", Word, primary_key=True),
    Column("severity", Word, nullable=False),
    Column("contribution", Share, nullable=False),
    Index("findings_rule", "rule", "message"),
    **_CLUSTERED,
)
"""What counted in the newest verdict."""

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", Number, primary_key=True),
    _message(),
    Column("at", Moment, nullable=False),
    Column("level", Word, nullable=False),
    Column("score", Share, nullable=False),
    Column("engine", Word, nullable=False),
    Column("detail", Sealed, nullable=False),
    Column("key", Word),
    Index("verdicts_message", "message", "id"),
    Index("verdicts_key", "key"),
    **_COUNTED,
)
"""All verdicts on a message, oldest first. `detail` is the whole one as JSON, snippets included."""

contacts = Table(
    "contacts",
    metadata,
    Column("party", Word, primary_key=True),
    Column("own", Word, primary_key=True),
    Column("message", Number, primary_key=True),
    Column("since", Number, nullable=False),
    Column("inbound", Number, nullable=False),
    Column("outbound", Number, nullable=False),
    Column("benign", Number, nullable=False),
    Column("harmful", Number, nullable=False),
    Column("proven_harmful", Number, nullable=False),
    Column("failed", Number, nullable=False),
    Index("contacts_message", "message"),
    _few("outbound"),
    _few("harmful"),
    _few("failed"),
    **_CLUSTERED,
)
"""Sender history: what passed between an outside `party` (an address, or `@domain`) and `own`, an address of
the organisation or all of it (empty). A row is a message, or what `since` was folded into a day.
"""

taught = Table(
    "taught",
    metadata,
    Column("party", Word, primary_key=True),
    Column("own", Word, primary_key=True),
    Column("message", Number, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("level", Word),
    Column("label", Word),
    Column("proof", Word, nullable=False),
    **_CLUSTERED,
)
"""What people said of a party's mail, and when. `level` is what Unhook had said; a `label` of null takes back
what was said.
"""

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Word, nullable=False, unique=True),
    Column("size", Number, nullable=False),
    Column("newest", Number, nullable=False),
    Index("campaigns_newest", "newest", sqlite_where=text("size > 1"), postgresql_where=text("size > 1")),
    **_COUNTED,
)
"""Messages of one template. `key` is that of the message that founded it; `newest` its newest message."""

campaign_members = Table(
    "campaign_members",
    metadata,
    _message(primary_key=True),
    Column("campaign", Number, ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False),
    Index("campaign_members_campaign", "campaign", "message"),
    **_CLUSTERED,
)

exemplars = Table(
    "exemplars",
    metadata,
    Column("campaign", Number, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Number, primary_key=True),
    Column("sender", Word, nullable=False),
    Column("scheme", Word, nullable=False),
    Column("runs", Number, nullable=False),
    Column("traits", Number, nullable=False),
    Column("sketch", Sealed, nullable=False),
    **_CLUSTERED,
)
"""Sketches that new messages are compared with (`likeness.sketch`), of members unlike each other."""

exemplar_bands = Table(
    "exemplar_bands",
    metadata,
    Column("band", Number, primary_key=True, autoincrement=False),
    Column("campaign", Number, primary_key=True),
    Column("place", Number, primary_key=True),
    **_CLUSTERED,
)

progress = Table(
    "progress",
    metadata,
    Column("name", Word, primary_key=True),
    Column("position", Number, nullable=False),
    **_CLUSTERED,
)
"""How far each of those who follow the store has come."""

cases = Table(
    "cases",
    metadata,
    Column("id", Number, primary_key=True),
    _message(),
    Column("reporter", Word, nullable=False),
    Column("channel", Word, nullable=False),
    Column("note", Prose),
    Column("language", Word),
    Column("opened", Moment, nullable=False),
    Column("state", Word, nullable=False),
    Column("assignee", Word),
    Column("outcome", Word),
    Column("closed", Moment),
    Index("cases_message", "message"),
    Index("cases_state", "state", "id"),
    **_COUNTED,
)

quarantine = Table(
    "quarantine",
    metadata,
    _message(primary_key=True),
    Column("state", Word, nullable=False),
    Column("place", Word, nullable=False),
    Column("reason", Prose),
    Column("held", Moment, nullable=False),
    Column("ended", Moment),
    Column("ended_by", Word),
    Index("quarantine_state", "state", "message"),
    **_STRICT,
)

actions = Table(
    "actions",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Word, nullable=False, unique=True),
    Column("message", Number, ForeignKey("messages.id", ondelete="SET NULL")),
    Column("kind", Word, nullable=False),
    Column("target", Word, nullable=False),
    Column("detail", Prose, nullable=False),
    Column("state", Word, nullable=False),
    Column("attempts", Number, nullable=False),
    Column("error", Prose),
    Column("planned", Moment, nullable=False),
    Column("leased", Moment),
    Column("performed", Moment),
    Column("undone", Moment),
    Index("actions_message", "message"),
    Index("actions_state", "state", "id"),
    **_COUNTED,
)

audit = Table(
    "audit",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", Word, nullable=False),
    Column("action", Word, nullable=False),
    Column("subject", Word, nullable=False),
    Column("detail", Prose, nullable=False),
    Column("hash", Word, nullable=False),
    Index("audit_subject", "subject", "n"),
    **_STRICT,
)

exceptions = Table(
    "exceptions",
    metadata,
    Column("id", Number, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("value", Word, nullable=False),
    Column("reason", Prose, nullable=False),
    Column("made", Moment, nullable=False),
    Column("made_by", Word, nullable=False),
    Column("expires", Moment),
    Column("revoked", Moment),
    Index("exceptions_value", "kind", "value"),
    **_COUNTED,
)

watched = Table(
    "watched",
    metadata,
    Column("account", Word, primary_key=True),
    Column("folder", Word, primary_key=True),
    Column("point", Prose, nullable=False),
    Column("at", Moment, nullable=False),
    **_CLUSTERED,
)
"""How far a watched mailbox has been read: `point` is its provider's own word for it."""

users = Table(
    "users",
    metadata,
    Column("id", Number, primary_key=True),
    Column("name", Word, nullable=False, unique=True),
    Column("role", Word, nullable=False),
    Column("address", Word),
    Column("password", Word),
    Column("language", Word),
    Column("made", Moment, nullable=False),
    Column("disabled", Moment),
    **_COUNTED,
)
"""Who may use the console. A user is disabled, never deleted: the audit trail names them. `password` is its
hash; absent where nobody can sign in with one. `address`: whose mail is theirs.
"""

sessions = Table(
    "sessions",
    metadata,
    Column("hash", Word, primary_key=True),
    Column("owner", Number, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("made", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Index("sessions_owner", "owner"),
    **_STRICT,
)
"""Who is signed in: the SHA-256 of what the browser holds."""

tokens = Table(
    "tokens",
    metadata,
    Column("id", Number, primary_key=True),
    Column("hash", Word, nullable=False, unique=True),
    Column("owner", Number, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("name", Prose, nullable=False),
    Column("scopes", Word, nullable=False),
    Column("made", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Moment),
    Index("tokens_owner", "owner"),
    **_COUNTED,
)
"""What programs sign in with: the SHA-256 of a token, and what it may at most (`scopes`, spaced)."""

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", Number, primary_key=True),
    Column("credential", Word, nullable=False, unique=True),
    Column("owner", Number, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("name", Prose, nullable=False),
    Column("public", Word, nullable=False),
    Column("uses", Number, nullable=False),
    Column("made", Moment, nullable=False),
    Column("used", Moment),
    Index("passkeys_owner", "owner"),
    **_COUNTED,
)
"""With what people sign in: credential and public key as base64url, and how often their device was used."""

searches = Table(
    "searches",
    metadata,
    Column("id", Number, primary_key=True),
    Column("owner", Number, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("name", Prose, nullable=False),
    Column("query", Prose, nullable=False),
    Column("made", Moment, nullable=False),
    Index("searches_owner", "owner", "name", unique=True),
    **_COUNTED,
)

blocks = Table(
    "blocks",
    metadata,
    Column("id", Number, primary_key=True),
    Column("sender", Word, nullable=False),
    Column("reason", Prose, nullable=False),
    Column("made", Moment, nullable=False),
    Column("made_by", Word, nullable=False),
    Column("revoked", Moment),
    Index("blocks_sender", "sender"),
    **_COUNTED,
)
"""Senders whose mail is harmful whatever it says: an address, or a domain with all below it."""

lessons = Table(
    "lessons",
    metadata,
    _message(primary_key=True),
    Column("hidden", Prose, nullable=False),
    Column("made", Moment, nullable=False),
    Column("made_by", Word, nullable=False),
    **_CLUSTERED,
)
"""Mails that people may learn from. `hidden`: words that are not shown, one a line."""
