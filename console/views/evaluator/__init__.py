"""The evaluator's window: what is expected of the trainee now, and what became of it."""
