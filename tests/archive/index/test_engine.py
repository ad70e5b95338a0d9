import os
import signal
import threading

import pytest

from unhook.archive.index.engine import Unspeakable, name, opened, quoted
from unhook.errors import InputError


def test_texts_and_names_stay_what_they_are() -> None:
    with opened("x") as connection:
        for text in ("it's", "a\\b", "İ\n'--", ""):
            assert connection.execute(f"SELECT {quoted(text)}").fetchone() == (text,)
        odd = 'a"b'
        connection.execute(f"SELECT 1 AS {name(odd)}")
        assert connection.description[0][0] == odd


@pytest.mark.parametrize("text", ["\0", "\ud800"])
def test_what_no_literal_holds_is_refused(text: str) -> None:
    with pytest.raises(Unspeakable):
        quoted(text)


def test_an_error_names_the_file() -> None:
    with pytest.raises(InputError, match=r"^mail\.parquet: "), opened("mail.parquet") as connection:
        connection.execute("SELECT nothing")


def test_ctrl_c_ends_a_query_as_it_ends_python() -> None:
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt), opened("x") as connection:
        connection.execute("CREATE TABLE a AS FROM range(1000000000000) WHERE sin(range) = 2")


def test_nothing_is_fetched() -> None:
    with opened("x", 1) as connection:
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
            assert connection.execute(f"SELECT current_setting('{setting}')").fetchone() == (False,)
        assert connection.execute("SELECT current_setting('threads')").fetchone() == (1,)
