"""TF-IDF of words and logistic regression (scikit-learn): what a plain text classifier makes of the split.

scikit-learn is in the dependency group `bench` alone; without it the column is left out.
"""

from collections.abc import Sequence
from importlib.util import find_spec

FEATURES = 50_000


def installed() -> bool:
    """Whether scikit-learn is there."""
    return find_spec("sklearn") is not None


def version() -> str:
    """The library and its version."""
    from importlib.metadata import version as installed_version

    return f"scikit-learn {installed_version('scikit-learn')}"


class Baseline:
    """Trained on subject, sender's name and body text of two classes; a peer like the others."""

    name = "TF-IDF + LR"
    flags_from = 0.5

    def __init__(self, phish: Sequence[bytes], ham: Sequence[bytes]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline

        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, max_features=FEATURES, sublinear_tf=True)
        self.model = make_pipeline(words, LogisticRegression(C=10, class_weight="balanced", max_iter=1000))
        texts = [text(raw) for raw in (*phish, *ham)]
        self.model.fit(texts, [1] * len(phish) + [0] * len(ham))

    def score(self, raw: bytes) -> float:
        """The probability of phish."""
        return float(self.model.predict_proba([text(raw)])[0][1])


def text(raw: bytes) -> str:
    """What the regression reads of a mail."""
    from unhook import parse

    message = parse(raw)
    parts = (message.sender.display_name, message.subject.subject, message.body.current_thread.text)
    return "\n".join(part or "" for part in parts)
