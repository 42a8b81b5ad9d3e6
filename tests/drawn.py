"""How much is drawn at random: a little in every run, far more in `make test-deep` (`--hypothesis-profile=deep`)."""

from hypothesis import settings

DEEP = "deep"

settings.register_profile(DEEP, max_examples=2_000, deadline=None)


def lives(few: int) -> int:
    """`max_examples` of a test: `few`, or twenty times as many."""
    return 20 * few if settings.get_current_profile_name() == DEEP else few
