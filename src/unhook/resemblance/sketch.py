"""Two MinHash signatures of a mail (Broder 1997), of its words and of its form, and their bands for looking
alike ones up (Indyk and Motwani 1998).

A signature is kept for years, so it names the algorithm that made it: others are compared with none.
"""

import hashlib
import struct
from dataclasses import dataclass

from unhook.message.model import Message
from unhook.resemblance import form, words

WORDS, FORM = 96, 48
"""Values of each signature: the similarity that they tell is off by 0.05 and 0.07 (standard error)."""
FEW_WORDS, FEWEST_WORDS, FEW_TRAITS = 12, 4, 8
"""Below so many runs of words a text says too little by itself, and below so many nearly nothing; then the
form has to be the same, where it says so much.
"""
_WORDS, _ISSUES, _FORM, _SAME_FORM = 0.5, 0.75, 0.6, 0.9
"""How alike two mails of one template are; chosen on one half of the corpus (docs/measurements.md)."""
_SEED = 0x756E686F
_WORD_BANDS = (16, 3)
_FORM_BANDS = (8, 4)
"""(bands, values of each): of texts half alike 88 in 100 meet in one, of those alike by a tenth 2."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """`words` and `form`: signatures, empty where there is nothing; `runs`: how many runs of words there
    were, `traits` how many of the form. `scheme`: what made it.
    """

    words: tuple[int, ...]
    form: tuple[int, ...]
    runs: int
    traits: int
    scheme: str

    def bands(self) -> tuple[int, ...]:
        """63-bit numbers; mails that are alike have one in common, nearly always."""
        signature, (count, width) = (self.words, _WORD_BANDS) if self.words else (self.form, _FORM_BANDS)
        if not signature:
            return ()
        parts = (signature[at * width : (at + 1) * width] for at in range(count))
        salt = f"{self.scheme} {len(signature)}"
        return tuple(_number(f"{salt} {at} {part}") for at, part in enumerate(parts))

    def same_template(self, other: "Sketch", *, one_sender: bool) -> bool:
        """Whether both are of one template. What one sender sends to everybody, issue by issue, has its
        frame in common: of it more has to be alike.
        """
        if self.scheme != other.scheme:
            return False
        least, most = sorted((self.runs, other.runs))
        words = alike(self.words, other.words)
        # Two mails without any form, of plain text and no links, have the same.
        form = alike(self.form, other.form) if self.form or other.form else 1.0
        if least >= FEW_WORDS:
            return words >= (_ISSUES if one_sender else _WORDS)
        if least >= FEWEST_WORDS:
            return words >= _WORDS and form >= _FORM
        if min(self.traits, other.traits) < FEW_TRAITS:
            return False
        return form >= _SAME_FORM and (most == 0 or words >= _WORDS)

    def nearness(self, other: "Sketch") -> float:
        """How alike the two are by what they have most of, 0 to 1."""
        by_words = bool(self.words and other.words)
        return alike(self.words, other.words) if by_words else alike(self.form, other.form)

    def packed(self) -> bytes:
        """For keeping."""
        return struct.pack(f"<{len(self.words)}I{len(self.form)}I", *self.words, *self.form)

    @classmethod
    def unpacked(cls, packed: bytes, runs: int, traits: int, scheme: str) -> "Sketch":
        """What was kept."""
        values = struct.unpack(f"<{len(packed) // 4}I", packed)
        split = WORDS if runs else 0
        return cls(values[:split], values[split:], runs, traits, scheme)


def of(message: Message) -> Sketch:
    """The sketch of a mail. Needs the extra `store` (rensa)."""
    from rensa import RMinHash

    runs, traits = words.shingles(message), form.traits(message)
    return Sketch(
        _signature(RMinHash, runs, WORDS),
        _signature(RMinHash, traits, FORM),
        len(runs),
        len(traits),
        f"1 {RMinHash.ALGORITHM_VERSION}",
    )


def alike(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The Jaccard similarity that two signatures tell, 0 to 1; of nothing 0."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(mine == theirs for mine, theirs in zip(one, other, strict=True)) / len(one)


def _signature(kind: type, found: frozenset[str], length: int) -> tuple[int, ...]:
    if not found:
        return ()
    made = kind(num_perm=length, seed=_SEED)
    made.update(sorted(found))
    return tuple(made.digest())


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
