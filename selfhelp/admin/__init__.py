"""What the operator does at a prompt, one module a command."""
