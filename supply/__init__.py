"""What proves where a release comes from: built twice, listed file by file, every dependency named with its licence."""
