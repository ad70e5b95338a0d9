"""Hypothesis strategies: questions about what the columns hold, conditions and others."""

from hypothesis import strategies as st

TEXTS = (
    "subject.subject",
    "subject.base",
    "body.current_thread.text",
    "body.html.raw",
    "body.plain.raw",
    "sender.display_name",
    "sender.email.email",
    "sender.email.domain.root_domain",
    "headers.mailer",
    "headers.in_reply_to",
    "headers.return_path.email",
    "recipients.to[0].email.email",
    "recipients.to[1].display_name",
    "headers.reply_to[0].display_name",
    "headers.references[0]",
    "coalesce(headers.mailer, subject.subject)",
    "body.links[0].href_url.url",
    "attachments[0].file_name",
    "headers.auth_summary.spf.details.verdict",
    "mailbox.email.email",
    "strings.concat(subject.base, 'x')",
    "headers.hops[0].authentication_results.spf",
)
NEEDLES = (
    "",
    "mail",
    "MAIL",
    "invoice",
    "i",
    "İ",
    "İNVOİCE",
    "i̇",
    "K",
    "kelvin",
    "ſtop",
    "stop",
    "ΟΔΟΣ",
    "οδος",
    "straße",
    "%",
    "_",
    "\\\\",
    "a%b_c",
    "'",
    "a' OR 1=1 --",
    "confirm",
    "evil.test",
    "EVIL.test",
    "x@corp.example",
    "example.com",
    "Confirm İ",
    "\\n",
    "border mail",
)
GLOBS = (
    "*",
    "?",
    "*mail*",
    "MAIL*",
    "*e",
    "?nv*",
    "*n?oice*",
    "*İ*",
    "a%b_c*",
    "*_*",
    "*%*",
    "it''s",
    "*\\\\*",
    "i*v?c*",
)
PATTERNS = (
    "mail",
    "^m",
    "[0-9]+$",
    "a.b",
    "a\\\\sb",
    "(?i)INVOICE",
    "x|l$",
    "[^a-z]",
    "\\\\bmail\\\\b",
    "\\\\pL+",
    "(?s)a.b",
    "k",
    "(?P<n>i)n",
    "mail$",
    "\\\\Aa",
    "[[:upper:]]",
    "s",
)
LISTS = {
    "body.links": (
        (".display_text", ".href_url.url", ".href_url.domain.tld", ".display_url.url", ".parser"),
        (".visible", ".mismatched"),
        (".href_url.port", "length(.display_text)"),
    ),
    "attachments": ((".file_name", ".file_type", ".file_extension", ".content_id"), (), (".size",)),
    "recipients.to": ((".email.email", ".display_name", ".email.domain.sld"), (".email.domain.valid",), ()),
    "headers.hops": (
        (".received.server.raw", ".received_spf.verdict"),
        (
            'any(.fields, .name =~ "SUBJECT" and ..index == 0)',
            "all(.fields, strings.icontains(.value, 'mail'))",
        ),
        (".index", "length(.fields)"),
    ),
    "body.previous_threads": ((".text", ".sender.email.email"), ("length(.recipients.to) > 0",), ()),
    "headers.reply_to": ((".display_name",), ("any(recipients.to, .display_name == ..display_name)",), ()),
}
STRINGS = ("headers.references", "[subject.subject, sender.display_name, headers.mailer]")
NUMBERS = (
    "0",
    "1",
    "2.5",
    "length(body.links)",
    "length(subject.subject)",
    "length(attachments)",
    "attachments[0].size",
    "body.links[0].href_url.port",
    "length(headers.mailer)",
    "9007199254740993",
    "sum(attachments, .size)",
)


def _quoted(text: str) -> str:
    return '"' + text + '"'


_NEEDLE = st.sampled_from(NEEDLES).map(_quoted) | st.sampled_from(["headers.mailer", "null"])
_ORDER = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def _about(text: str) -> st.SearchStrategy[str]:
    called = st.sampled_from(["contains", "starts_with", "ends_with"])
    case = st.sampled_from(["", "i"])
    return st.one_of(
        st.tuples(case, called, _NEEDLE).map(lambda p: f"strings.{p[0]}{p[1]}({text}, {p[2]})"),
        st.tuples(case, called, _NEEDLE, _NEEDLE).map(
            lambda p: f"strings.{p[0]}{p[1]}({text}, {p[2]}, {p[3]})"
        ),
        st.tuples(case, st.sampled_from(GLOBS)).map(lambda p: f'strings.{p[0]}like({text}, "{p[1]}")'),
        st.tuples(
            case,
            st.sampled_from(["contains", "match"]),
            st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=2),
        ).map(lambda p: f"regex.{p[0]}{p[1]}({text}, {', '.join(map(_quoted, p[2]))})"),
        st.tuples(_ORDER | st.sampled_from(["=~", "!~"]), _NEEDLE).map(lambda p: f"{text} {p[0]} {p[1]}"),
        st.tuples(
            st.sampled_from(["in", "not in", "in~", "not in~"]),
            st.lists(_NEEDLE, min_size=1, max_size=3).map(", ".join)
            | st.sampled_from(["$few", "$few, $many", "$nobody", "$many"]),
        ).map(lambda p: f"{text} {p[0]} ({p[1]})"),
        st.sampled_from(["is null", "is not null"]).map(lambda test: f"{text} {test}"),
        st.sampled_from(["headers.references", "recipients.to[0].email.email"]).map(
            lambda other: f"{text} in {other}" if other == "headers.references" else f"{text} =~ {other}"
        ),
    )


def _inside(array: str) -> st.SearchStrategy[str]:
    texts, flags, numbers = LISTS[array]
    leaves = [*map(_about, texts)]
    leaves += [st.just(flag) for flag in flags]
    leaves += [st.tuples(st.just(each), _ORDER, st.sampled_from(NUMBERS)).map(" ".join) for each in numbers]
    leaves += [st.sampled_from(TEXTS[:6]).flatmap(_about), st.just("profile.by_sender().solicited")]
    return st.recursive(st.one_of(leaves), _joined, max_leaves=3)


def arrays() -> st.SearchStrategy[tuple[str, str]]:
    """An array's source, and the array of the model whose elements it has."""
    plain = st.sampled_from(sorted(LISTS)).map(lambda array: (array, array))
    kept = plain.flatmap(lambda p: _inside(p[1]).map(lambda test: (f"filter({p[0]}, {test})", p[1])))
    return plain | kept


def numbers() -> st.SearchStrategy[str]:
    """A number's source."""
    return st.sampled_from(NUMBERS) | arrays().map(lambda array: f"length({array[0]})")


def _walked() -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(["any", "all"]), arrays()).flatmap(
        lambda p: _inside(p[1][1]).map(lambda test: f"{p[0]}({p[1][0]}, {test})")
    )


def _joined(conditions: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(conditions, min_size=2, max_size=3)
    return st.one_of(
        some.map(lambda items: f"({' and '.join(items)})"),
        some.map(lambda items: f"({' or '.join(items)})"),
        conditions.map(lambda item: f"(not {item})"),
        st.tuples(st.integers(1, 2), some).map(lambda pair: f"{pair[0]} of ({', '.join(pair[1])})"),
    )


def conditions() -> st.SearchStrategy[str]:
    """Conditions on what is stored, mixed with such as only the mail itself answers."""
    leaves = st.one_of(
        st.sampled_from(TEXTS).flatmap(_about),
        _walked(),
        _walked(),
        st.tuples(st.sampled_from(["any", "all"]), st.sampled_from(STRINGS), _about(".")).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        ),
        st.tuples(numbers(), _ORDER, numbers()).map(" ".join),
        st.tuples(numbers(), numbers(), numbers()).map(" < ".join),
        st.tuples(numbers(), st.sampled_from(["in (0, 1)", "not in (2, 100)"])).map(" ".join),
        st.sampled_from(
            [
                "type.inbound",
                "type.internal",
                "subject.is_reply",
                "headers.auth_summary.spf.pass",
                "true",
                "null",
                "headers.return_path is null",
                "sender.email.domain is null",
                "body.html is not null",
                "body.links[0].href_url is null",
                "headers.date is null",
                "network.whois(sender.email.domain).found",
                "profile.by_sender().solicited",
                "headers.return_path.domain.valid",
                "mailbox is null",
                "coalesce(sender.email.domain.valid, false)",
                "headers.hops[0].received.time is null",
            ]
        ),
    )
    return st.recursive(leaves, _joined, max_leaves=5)


def queries() -> st.SearchStrategy[str]:
    """Expressions that are no conditions."""
    return st.one_of(
        st.sampled_from(TEXTS),
        numbers(),
        arrays().map(lambda array: array[0]),
        arrays().map(lambda array: f"map({array[0]}, {LISTS[array[1]][0][0]})"),
        arrays().map(lambda array: f"distinct(map({array[0]}, {LISTS[array[1]][0][0]}))"),
        st.sampled_from(
            [
                "sender.email",
                "headers.return_path",
                "headers.date",
                "body.html",
                "profile.by_sender().prevalence",
                "type",
                "mailbox",
                "headers.auth_summary.dmarc.details",
                "map(body.links, profile.by_sender().solicited)",
            ]
        ),
    )
