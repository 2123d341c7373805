"""What holds for all tests."""

from __future__ import annotations

import numpy as np  # noqa: F401  # loads what is limited below
from hypothesis import settings
from threadpoolctl import threadpool_limits

# Tests assert no times: a busy machine must not fail a property.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# As in the bot itself. With a thread for each core in each worker, all of them wait for each other:
# what matches much takes two and a half times as long.
threadpool_limits(limits=1, user_api="blas")
