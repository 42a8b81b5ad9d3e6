"""Outcomes without knowing anybody: answers that phones blur, and their counts (docs/operators/outcomes.md)."""
