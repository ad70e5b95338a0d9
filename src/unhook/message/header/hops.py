"""The way the message took: header fields grouped by the server that added them.

Servers put their fields on top, so the oldest are at the bottom. Reading upwards, a hop
begins at each Received or X-Received field and takes the fields above it. The oldest of
them joins the author's own fields in hop 0: rules look for the submitting server and
for the results of a first receiver there.
"""

from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace

from unhook.limits import Limits
from unhook.message.header import authentication_results as results
from unhook.message.header import dkim_signature, received
from unhook.message.header.model import ArcDetails, AuthenticationResults, Field, Hop, Signature, SpfDetails
from unhook.message.header.received import Trace
from unhook.message.mime.fields import RawField
from unhook.message.part import Defect

_TRACE = ("received", "x-received")
_RESULTS = {
    "authentication-results": "standard",
    "arc-authentication-results": "arc",
    "authentication-results-original": "original",
}
_PREFERENCE = ("standard", "arc", "original")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The trace fields read once, keyed by their index from the top of the header."""

    traces: dict[int, Trace]
    results: dict[int, AuthenticationResults]
    spf: dict[int, SpfDetails]


def read(
    fields: Sequence[RawField], names: Sequence[str], limits: Limits
) -> tuple[Parsed, tuple[Defect, ...]]:
    """Parse every trace field, newest first, up to `limits.hops` of each kind; `names` are lower case."""
    parsed = Parsed({}, {}, {})
    cut: Defect | None = None
    for index, name in enumerate(names):
        if name in _TRACE:
            kept: Sized = parsed.traces
        elif name in _RESULTS:
            kept = parsed.results
        elif name == "received-spf":
            kept = parsed.spf
        else:
            continue
        value = fields[index].value
        if len(kept) >= limits.hops:
            cut = cut or Defect("limit-reached", fields[index].name, fields[index].span, "hops")
        elif kept is parsed.traces:
            parsed.traces[index] = received.parse(value)
        elif kept is parsed.results:
            parsed.results[index] = results.parse(value, _RESULTS[name])
        else:
            parsed.spf[index] = results.received_spf(value)
    return parsed, (cut,) if cut else ()


def group(fields: Sequence[Field], names: Sequence[str], parsed: Parsed) -> tuple[Hop, ...]:
    """The hops, oldest first; each one's fields run upwards, as `Field.position` counts."""
    hops: list[Hop] = []
    current: list[int] = []
    started = False
    for index in range(len(fields) - 1, -1, -1):
        if index in parsed.traces:
            if started:
                hops.append(_hop(len(hops), current, fields, names, parsed))
                current = []
            started = True
        current.append(index)
    if current:
        hops.append(_hop(len(hops), current, fields, names, parsed))
    return tuple(hops)


def _hop(
    number: int, indices: list[int], fields: Sequence[Field], names: Sequence[str], parsed: Parsed
) -> Hop:
    trace = spf = signature = seal = None
    judged: list[AuthenticationResults] = []
    for index in indices:
        name = names[index]
        if index in parsed.traces:
            trace = parsed.traces[index]
        elif index in parsed.results:
            judged.append(parsed.results[index])
        elif index in parsed.spf:
            spf = parsed.spf[index]
        elif name == "arc-seal":
            seal = dkim_signature.tags(fields[index].value)
        elif name in ("dkim-signature", "arc-message-signature"):
            signature = _signature(signature, name, fields[index].value)
    return Hop(
        index=number,
        fields=tuple([fields[index] for index in indices]),
        received=trace.received if trace else None,
        received_spf=spf,
        authentication_results=_judged(judged, seal),
        signature=signature,
    )


def _signature(known: Signature | None, name: str, value: str) -> Signature:
    """The author's signature is the lowest; an ARC set's stands in where there is none."""
    if name == "dkim-signature":
        if known is None or known.type == "arc":
            return dkim_signature.parse(value)
        return known
    return known or dkim_signature.parse(value, "arc")


def _judged(found: list[AuthenticationResults], seal: dict[str, str] | None) -> AuthenticationResults | None:
    """The hop's results: of the preferred kind, merged when one server wrote several fields."""
    for kind in _PREFERENCE:
        # `found` runs upwards; the newest field of the kind leads.
        same = [item for item in reversed(found) if item.type == kind]
        if same:
            merged = merge([item for item in same if item.server == same[0].server])
            if merged.arc is None and seal and "cv" in seal:
                instance = seal.get("i", "")
                cv = ArcDetails(
                    seal["cv"].lower(), int(instance) if instance.isdecimal() and len(instance) < 4 else None
                )
                return replace(merged, arc=cv)
            return merged
    return None


def merge(found: Sequence[AuthenticationResults]) -> AuthenticationResults:
    """One view of several fields, newest first: a method is told by the first field that states it."""
    merged = found[0]
    for other in found[1:]:
        changes: dict[str, object] = {}
        if merged.spf is None and other.spf is not None:
            changes |= {"spf": other.spf, "spf_details": other.spf_details}
        if merged.dkim is None and other.dkim is not None:
            changes |= {"dkim": other.dkim, "dkim_details": other.dkim_details}
        if merged.dmarc is None and other.dmarc is not None:
            changes |= {"dmarc": other.dmarc, "dmarc_details": other.dmarc_details}
        if merged.compauth is None and other.compauth is not None:
            changes["compauth"] = other.compauth
        if merged.arc is None and other.arc is not None:
            changes["arc"] = other.arc
        if changes:
            merged = replace(merged, **changes)  # type: ignore[arg-type]
    return merged
