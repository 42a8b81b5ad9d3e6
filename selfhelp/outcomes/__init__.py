"""Anonymous outcomes: answers that phones randomise, and their counts (docs/operators/outcomes.md)."""
