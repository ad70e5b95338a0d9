from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.language import linear
from unhook.language.linear import Linear

MODEL = Linear(("a", "b"), (-1.0, 0.5), {7: ((0, 1.27), (1, -2.54)), 4_000_000_000: ((1, 2.54),)})


def test_a_kept_model_says_the_same(tmp_path: Path) -> None:
    linear.write(tmp_path / "model", MODEL)
    again = linear.read(tmp_path / "model")
    assert (again.outputs, again.bias) == (MODEL.outputs, MODEL.bias)
    for grams in ({7}, {7, 4_000_000_000, 9}, set[int]()):
        assert again.logits(grams) == pytest.approx(MODEL.logits(grams))


def test_logits_are_sums() -> None:
    assert MODEL.logits({7, 4_000_000_000}) == pytest.approx([0.27, 0.5])


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, (1 << 32) - 1), st.floats(-5, 5), max_size=30))
def test_rounding_moves_a_weight_by_half_a_step_at_most(weights: dict[int, float]) -> None:
    model = Linear(("a",), (0.0,), {gram: ((0, weight),) for gram, weight in weights.items()})
    step = max(map(abs, weights.values()), default=0.0) / 127
    for gram, weight in weights.items():
        assert abs(_again(model).logits({gram})[0] - weight) <= step / 2 + 1e-9


def _again(model: Linear) -> Linear:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        linear.write(Path(folder) / "model", model)
        return linear.read(Path(folder) / "model")


@pytest.mark.parametrize(
    "data", [b"", b"{}\n", b'{"grams": 2, "outputs": ["a"], "bias": [0], "scale": [1]}\nxx']
)
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "model").write_bytes(data)
    with pytest.raises((ValueError, KeyError)):
        linear.read(tmp_path / "model")
