"""Copy whole databases, row by row, between SQLite, PostgreSQL and backups."""
