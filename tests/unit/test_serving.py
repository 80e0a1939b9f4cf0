"""When an engine is worth another start, with programs in its place."""

import os
import socket
import sys

from studylog import serving


def test_one_that_fails_where_another_server_answers_is_not_started_again() -> None:
    """It failed to get the address, however long it took to find out."""
    fails = f"import sys, time; time.sleep({serving.STEADY_SECONDS + 0.5}); sys.exit(1)"
    with socket.create_server(("127.0.0.1", 0)) as other:
        ended = serving._run([sys.executable, "-c", fails], dict(os.environ), other.getsockname()[:2])
    assert ended == (1, False)


def test_one_that_never_answered_is_not_started_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()[:2]
    fails = f"import sys, time; time.sleep({serving.STEADY_SECONDS + 0.5}); sys.exit(1)"
    assert serving._run([sys.executable, "-c", fails], dict(os.environ), address) == (1, False)
