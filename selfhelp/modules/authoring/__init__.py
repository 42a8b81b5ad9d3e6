"""What an author types: check, begin, take out, sign, tabulate. No server imports it."""
