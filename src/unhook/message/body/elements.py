"""How elements stand in running text (WHATWG HTML, sections 13.1.2 and 15.3)."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nothing in them is shown, whatever the style says.
UNSHOWN = _names("script style title template iframe noembed noframes datalist")
BLOCK = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol"
    " optgroup option p plaintext pre search section summary table tbody tfoot thead tr ul xmp"
)
CELL = _names("td th")
PREFORMATTED = _names("pre listing plaintext xmp textarea")

# An end tag forgotten here is opened anew in every following paragraph (13.2.4.3).
FORMATTING = "b|big|code|em|font|i|s|small|strike|strong|tt|u"
