"""What the walk over HTML has to know of elements (WHATWG HTML, sections 13.1.2, 13.2.4.2, 15.3)."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)

# Their text is never shown, whatever the style says.
UNSHOWN = _names("script style title iframe noembed noframes template datalist")

BLOCK = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol"
    " optgroup option p plaintext pre search section summary table tbody tfoot thead tr ul xmp"
)
CELL = _names("td th")
PREFORMATTED = _names("pre listing plaintext xmp textarea")

# Formatting elements: their end tag works across the blocks that were opened inside.
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")

# An ordinary element's end tag is ignored when one of these was opened after it.
SPECIAL = (
    BLOCK
    | CELL
    | _names("applet button colgroup iframe marquee noembed noframes noscript object select style template")
    | _names("textarea script title head")
)

# No end tag reaches out of these, except the table's own.
SCOPE = _names("applet caption html table td th marquee object template")
TABLE_PART = _names("caption colgroup table tbody td tfoot th thead tr")

# A start tag of the left closes an open `p` (13.2.6.4.7).
CLOSES_P = BLOCK - _names("body html option optgroup caption legend tbody tfoot thead tr frameset")

# A start tag closes an open sibling of these, up to the nearest of the boundary.
SIBLINGS: dict[str, frozenset[str]] = {
    "li": _names("li"),
    "dd": _names("dd dt"),
    "dt": _names("dd dt"),
    "option": _names("option"),
    "optgroup": _names("option optgroup"),
    "a": _names("a"),
    "tr": _names("tr td th"),
    "td": _names("td th"),
    "th": _names("td th"),
    "tbody": _names("tbody thead tfoot tr td th"),
    "thead": _names("tbody thead tfoot tr td th"),
    "tfoot": _names("tbody thead tfoot tr td th"),
}
