"""Linear models over grams: several outputs, each a bias and the weights of the grams found.

The file is data only: a JSON line with `outputs`, `bias` and `scale` (a value a unit of
weight, for each output) and `grams`, then little-endian arrays: the grams' hashes
(uint32, ascending), how many outputs each one moves (uint8), and for each of these the
output (uint8) and the weight (int8).
"""

import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by gram: `moves[gram]` is (output, weight) pairs."""

    outputs: tuple[str, ...]
    bias: tuple[float, ...]
    moves: Mapping[int, tuple[tuple[int, float], ...]]

    def logits(self, grams: Iterable[int]) -> list[float]:
        """Each output's log-odds for these grams."""
        sums = list(self.bias)
        known = self.moves.keys() & grams
        for output, weight in chain.from_iterable(map(self.moves.__getitem__, known)):
            sums[output] += weight
        return sums


def read(path: Path) -> Linear:
    """The model of a file. Raises `ValueError` or `KeyError` for another file."""
    head, _, body = path.read_bytes().partition(b"\n")
    facts = json.loads(head)
    count, outputs = int(facts["grams"]), tuple(map(str, facts["outputs"]))
    hashes, spreads = _array("I", body[: 4 * count]), body[4 * count : 5 * count]
    pairs = body[5 * count :]
    if len(hashes) != count or len(pairs) != 2 * sum(spreads):
        raise ValueError(f"{path}: not as long as it says")
    scales = [float(scale) for scale in facts["scale"]]
    # Every (output, weight) there can be is made once: most of them occur many times.
    pairs_by_code = [
        (output, (weight - 256 if weight > 127 else weight) * scale)
        for output, scale in enumerate(scales)
        for weight in range(256)
    ]
    codes = map(int.__add__, (output * 256 for output in pairs[::2]), pairs[1::2])
    found = tuple(map(pairs_by_code.__getitem__, codes))
    ends = tuple(accumulate(spreads))
    moves = {gram: found[end - spread : end] for gram, spread, end in zip(hashes, spreads, ends, strict=True)}
    return Linear(outputs, tuple(map(float, facts["bias"])), moves)


def write(path: Path, model: Linear) -> None:
    """Keep a model; weights are rounded to 1/127 of the largest of their output."""
    largest = [0.0] * len(model.outputs)
    for moves in model.moves.values():
        for output, weight in moves:
            largest[output] = max(largest[output], abs(weight))
    scales = [most / 127 or 1.0 for most in largest]
    hashes, spreads, pairs = array("I"), bytearray(), bytearray()
    for gram in sorted(model.moves):
        rounded = [(o, round(w / scales[o])) for o, w in model.moves[gram]]
        kept = [(o, w) for o, w in rounded if w]
        if kept:
            hashes.append(gram)
            spreads.append(len(kept))
            pairs += bytes(byte for o, w in kept for byte in (o, w & 255))
    if sys.byteorder == "big":
        hashes.byteswap()
    facts = {"outputs": model.outputs, "bias": model.bias, "scale": scales, "grams": len(hashes)}
    path.write_bytes(json.dumps(facts).encode() + b"\n" + hashes.tobytes() + bytes(spreads) + bytes(pairs))


def _array(kind: str, data: bytes) -> "array[int]":
    made = array(kind)
    made.frombytes(data)
    if sys.byteorder == "big":
        made.byteswap()
    return made
