from pathlib import Path

import pytest

from unhook.mailflow.spool import Spool


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    made = Spool(tmp_path)
    made.own()
    return made
