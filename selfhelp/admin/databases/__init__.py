"""Whole databases, row by row from one into another: the same on SQLite, on PostgreSQL and in a backup."""
