"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# Tests assert no times: a busy machine must not fail a property.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
