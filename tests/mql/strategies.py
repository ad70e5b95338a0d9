"""Hypothesis strategies: any tree, and sources that pass the checker."""

from typing import Any

from hypothesis import strategies as st

from unhook.mql import syntax as s

_NAMES = st.sampled_from(["type", "sender", "body", "links", "text", "x1", "_y", "href_url"])
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_LITERALS = st.one_of(
    st.builds(s.Literal, st.just("string"), _TEXT),
    st.builds(s.Literal, st.just("int"), st.integers(-999, 10**17)),
    st.builds(s.Literal, st.just("float"), st.sampled_from([0.5, 12.25, -3.0, 0.000001])),
    st.builds(s.Literal, st.just("bool"), st.booleans()),
    st.just(s.Literal("null", None)),
)
_LEAVES = st.one_of(
    _LITERALS, st.builds(s.ListRef, _NAMES), st.builds(s.Root, _NAMES), st.builds(s.Scope, st.integers(1, 3))
)


def _several(nodes: st.SearchStrategy[s.Node], least: int = 1) -> st.SearchStrategy[tuple[s.Node, ...]]:
    return st.lists(nodes, min_size=least, max_size=3).map(tuple)


def _above(nodes: st.SearchStrategy[s.Node]) -> st.SearchStrategy[s.Node]:
    comparison = st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "=~", "!~"])
    group = st.one_of(
        st.builds(s.Group, _several(nodes)), st.builds(s.ListRef, _NAMES), st.builds(s.Root, _NAMES)
    )
    paths = nodes.filter(lambda node: not isinstance(node, s.Literal) or node.kind == "string")
    return st.one_of(
        st.builds(s.Member, paths, _NAMES),
        st.builds(s.Index, paths, nodes),
        st.builds(s.Slice, paths, st.none() | nodes, st.none() | nodes),
        st.builds(
            s.Call,
            st.sampled_from(["any", "length", "strings.contains", "beta.file.parse_ics"]),
            _several(nodes, 0),
            st.lists(st.tuples(_NAMES, nodes), max_size=2).map(tuple),
        ),
        st.builds(s.Not, nodes),
        st.builds(s.And, _several(nodes, 2)),
        st.builds(s.Or, _several(nodes, 2)),
        st.builds(s.Compare, comparison, nodes, nodes),
        st.builds(s.Between, nodes, st.sampled_from(["<", "<="]), nodes, st.sampled_from(["<", "<="]), nodes),
        st.builds(s.In, nodes, group, st.booleans(), st.booleans()),
        st.builds(s.IsNull, nodes, st.booleans()),
        st.builds(s.Arithmetic, st.sampled_from("+-*/%"), nodes, nodes),
        st.builds(s.Of, st.integers(0, 9), _several(nodes)),
        st.builds(s.Array, _several(nodes, 0)),
    )


def trees() -> st.SearchStrategy[s.Node]:
    """Any tree that the parser can yield, whether it makes sense or not."""
    return st.recursive(_LEAVES, _above, max_leaves=12)


_STRINGS = st.sampled_from(
    [
        "sender.display_name",
        "sender.email.domain.root_domain",
        "subject.subject",
        "headers.mailer",
        "headers.in_reply_to",
        "body.current_thread.text",
        "headers.return_path.domain.root_domain",
        "recipients.to[0].display_name",
        "recipients.to[1].display_name",
        "profile.by_sender().prevalence",
        "ml.nlu_classifier(body.current_thread.text).language",
        "network.whois(sender.email.domain).registrar_name",
        "strings.replace_confusables(sender.display_name)",
        "coalesce(headers.mailer, profile.by_sender().prevalence)",
        "coalesce(headers.mailer, subject.base)",
        "strings.concat(sender.email.local_part, headers.mailer)",
        'strings.concat("a", profile.by_sender_email().prevalence)',
        '"mail"',
        '"new"',
        "null",
        "mailbox.display_name",
    ]
)
_NUMBERS = st.sampled_from(
    [
        "length(body.links)",
        "length(headers.mailer)",
        "length(subject.subject)",
        "0",
        "3",
        "network.whois(sender.email.domain).days_old",
        "sum(map(recipients.to, length(.display_name)))",
        "length(filter(body.links, profile.by_sender().solicited))",
        "length(filter(body.links, .visible))",
        "length(distinct(body.links, .href_url.scheme))",
        "ratio(body.links, .visible)",
        "7 / length(body.ips)",
        "5 % (length(body.links) - 3)",
        'regex.count(subject.subject, "[a-z]")',
        "profile.by_sender().days_known",
        "sum(attachments, .size)",
    ]
)
_CONDITIONS = st.sampled_from(
    [
        "true",
        "false",
        "null",
        "type.inbound",
        "subject.is_reply",
        "headers.auth_summary.spf.pass",
        "headers.auth_summary.dkim.pass",
        "profile.by_sender().solicited",
        "profile.by_sender_email().any_messages_benign",
        "network.whois(sender.email.domain).found",
        'any($free, . == "example.com")',
        "any($free, strings.contains(headers.mailer, .))",
        "any($free, strings.icontains(sender.display_name, .))",
        "any(attachments, any(file.explode(.), .depth > 0))",
        'any(headers.hops, any(.fields, .name == "From" and ..index == 0))',
        "headers.date < headers.date",
    ]
)
_PATTERNS = st.sampled_from(["'mail'", "'^m'", "'[0-9]+'", "'.*'", "'x|l$'"])
_NEEDLES = st.sampled_from(
    ['"mail"', '"a"', '""', '"Ž"', "headers.mailer", "profile.by_sender().prevalence", "null"]
)
_GLOBS = st.sampled_from(['"*mail*"', '"m*"', '"*e"', '"?a*"', '"*"', '"*a?l*e"', '"mail"'])
_LINK_CONDITIONS = st.sampled_from(
    [
        ".visible",
        ".mismatched",
        '.href_url.domain.root_domain == "evil.test"',
        ".href_url.domain.root_domain in $free",
        "network.whois(.href_url.domain).days_old < 30",
        'strings.icontains(.display_text, "confirm", "unsub")',
        "any(recipients.to, .display_name == ..display_text)",
        'any(.href_url.rewrite.encoders, . == "wix")',
        "ml.link_analysis(.).credphish.contains_login",
        '.href_url.scheme =~ "HTTPS" and profile.by_sender().solicited',
        "length(.display_text) > length(subject.subject)",
    ]
)


def _joined(conditions: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(conditions, min_size=2, max_size=3)
    return st.one_of(
        some.map(lambda items: f"({' and '.join(items)})"),
        some.map(lambda items: f"({' or '.join(items)})"),
        conditions.map(lambda item: f"(not {item})"),
        st.tuples(st.integers(1, 2), some).map(lambda pair: f"{pair[0]} of ({', '.join(pair[1])})"),
        st.tuples(st.sampled_from(["any", "all"]), conditions).map(
            lambda p: f"{p[0]}(recipients.to, {p[1]})"
        ),
        st.tuples(st.sampled_from(["any", "all"]), conditions, _LINK_CONDITIONS).map(
            lambda p: f"{p[0]}(filter(body.links, {p[2]}), {p[1]})"
        ),
        st.tuples(st.sampled_from(["any", "all"]), conditions, _LINK_CONDITIONS).map(
            lambda p: f"{p[0]}(body.links, {p[1]} and {p[2]})"
        ),
    )


def rules() -> st.SearchStrategy[str]:
    """Sources of rules that pass the checker, rich in null and in facts that may be missing."""
    relation = st.sampled_from(["==", "!=", "<", ">="])
    leaves = st.one_of(
        _CONDITIONS,
        st.tuples(_STRINGS, relation | st.sampled_from(["=~", "!~"]), _STRINGS).map(" ".join),
        st.tuples(_NUMBERS, relation, _NUMBERS).map(" ".join),
        st.tuples(_NUMBERS, _NUMBERS, _NUMBERS).map(" < ".join),
        st.tuples(_STRINGS, st.sampled_from(["is null", "is not null"])).map(" ".join),
        st.tuples(
            _STRINGS,
            st.sampled_from(["in", "not in", "in~", "not in~"]),
            st.sampled_from(
                ["$free", "$short", '("Mail", "example.com")', '(headers.mailer, "x")', "($free, $short)"]
            ),
        ).map(" ".join),
        st.tuples(
            st.sampled_from(["contains", "icontains", "istarts_with", "ends_with"]),
            _STRINGS,
            _NEEDLES,
            _NEEDLES,
        ).map(lambda p: f"strings.{p[0]}({p[1]}, {p[2]}, {p[3]})"),
        st.tuples(st.sampled_from(["contains", "istarts_with"]), _STRINGS, _NEEDLES).map(
            lambda p: f"strings.{p[0]}({p[1]}, {p[2]})"
        ),
        st.tuples(st.sampled_from(["like", "ilike"]), _STRINGS, _GLOBS).map(
            lambda p: f"strings.{p[0]}({p[1]}, {p[2]})"
        ),
        st.tuples(st.sampled_from(["contains", "imatch"]), _STRINGS, _PATTERNS, _PATTERNS).map(
            lambda p: f"regex.{p[0]}({p[1]}, {p[2]}, {p[3]})"
        ),
    )
    return st.recursive(leaves, _joined, max_leaves=8)


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Providers for every capability that `rules` mention; each may answer null."""
    flag = st.none() | st.booleans()
    word = st.none() | st.sampled_from(["new", "common", "mail", ""])
    number = st.none() | st.integers(0, 60)
    profile = st.none() | st.fixed_dictionaries(
        {"prevalence": word, "solicited": flag, "any_messages_benign": flag, "days_known": number}
    )
    whois = st.none() | st.fixed_dictionaries({"found": flag, "days_old": number, "registrar_name": word})
    labels = st.lists(st.fixed_dictionaries({"name": word, "confidence": word}), max_size=2)
    nlu = st.none() | st.fixed_dictionaries({"language": word, "intents": st.none() | labels})
    page = st.none() | st.fixed_dictionaries(
        {"credphish": st.none() | st.fixed_dictionaries({"contains_login": flag})}
    )
    layers = st.none() | st.lists(st.fixed_dictionaries({"depth": number}), max_size=2)
    return st.fixed_dictionaries(
        {
            "profile": profile.map(_always),
            "whois": whois.map(_always),
            "nlu": nlu.map(_always),
            "link_analysis": page.map(_always),
            "explode": layers.map(_always),
            "mailbox": st.just({"display_name": "Mail Service"}),
        }
    )


def _always(value: Any) -> Any:
    return lambda *_, **__: value
