"""How much is drawn at random: a little in every run, far more in `make test-deep` (`--hypothesis-profile=deep`)."""

from hypothesis import HealthCheck, settings

DEEP = "deep"

# No draw is judged by the time that it takes: on a busy machine any may take long.
_TIMELESS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("usual", _TIMELESS)
settings.register_profile(DEEP, _TIMELESS, max_examples=2_000)
settings.load_profile("usual")


def lives(few: int) -> int:
    """`max_examples` of a test: `few`, or fifty times as many."""
    return 50 * few if settings.get_current_profile_name() == DEEP else few
