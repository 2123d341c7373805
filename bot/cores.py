"""How many cores of a machine a bot takes for arithmetic: one, however many there are.

numpy's OpenBLAS starts a thread for each core as soon as it is imported, in each process. On a
machine of 64 they alone are more than a service may have threads (`deploy/`), and their stacks more
than a process that reads an upload may have memory; where one cannot start, OpenBLAS sends its own
process SIGINT. One message at a time is matched, and one thread is what the figures in
docs/operating.md were measured with.
"""

from __future__ import annotations

import os
from typing import Final

_CORES: Final = "OPENBLAS_NUM_THREADS"
_SET_ALREADY: Final = (_CORES, "OMP_NUM_THREADS", "GOTO_NUM_THREADS")


def take_one() -> None:
    """Leave word for numpy, and for processes that are started; what an operator has set holds.

    To be called before numpy is imported.
    """
    if not any(os.environ.get(name) for name in _SET_ALREADY):
        os.environ[_CORES] = "1"
