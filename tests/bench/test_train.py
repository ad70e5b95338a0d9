import json
from pathlib import Path

import pytest
from bench.corpus import Sample

from bench import train


def test_the_develop_half_is_chosen_without_spam_and_within_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"id": f"{label}{group}", "label": label, "src": "one", "date": "", "group": group}
        for label in ("phish", "ham", "spam")
        for group in range(12)
    ]
    (tmp_path / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.setattr(train, "LIMIT", 4)
    monkeypatch.setattr(train, "TWIN_SEEDS", ())
    monkeypatch.setattr(train, "family_mails", lambda seed, split: iter(()))
    chosen = list(train._chosen(tmp_path))
    assert all(isinstance(item, Sample) and item.group % 2 == 0 for item in chosen)
    labels = [item.label for item in chosen if isinstance(item, Sample)]
    assert (labels.count("phish"), labels.count("ham"), labels.count("spam")) == (4, 4, 0)
