"""The metrics say what the counts say, and date nobody."""

import pytest
from prometheus_client import CollectorRegistry

from selfhelp.coach.metrics import CoachMetrics
from tests.coach.people import BY_ANY_CLOCK, Practice

pytestmark = pytest.mark.pure


async def test_the_metrics_say_the_same(practice: Practice) -> None:
    coach = await practice.coach(BY_ANY_CLOCK)
    await (await practice.person(coach)).write(1)
    registry = CollectorRegistry()
    metrics = CoachMetrics(registry)
    await metrics.count(practice.store)
    await metrics.count_threads(practice.store)
    assert registry.get_sample_value("selfhelp_threads") == 1
    assert registry.get_sample_value("selfhelp_threads_waiting") == 1
    assert registry.get_sample_value("selfhelp_coaches", {"state": "active"}) == 1


async def test_the_figures_that_are_read_often_date_nobody(practice: Practice) -> None:
    """Whoever writes moves no figure between two days' counts; a coach who comes does at once."""
    coach = await practice.coach(BY_ANY_CLOCK)
    await (await practice.person(coach)).write(1)
    registry = CollectorRegistry()
    metrics = CoachMetrics(registry)
    await metrics.count_threads(practice.store)
    names = ("selfhelp_threads", "selfhelp_threads_waiting", "selfhelp_threads_oldest_days")
    before = [registry.get_sample_value(name) for name in names]
    await (await practice.person(coach)).write(1)
    await practice.coach(BY_ANY_CLOCK)
    await metrics.count(practice.store)
    assert [registry.get_sample_value(name) for name in names] == before
    assert registry.get_sample_value("selfhelp_coaches", {"state": "active"}) == 2
