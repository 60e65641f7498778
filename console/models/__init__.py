"""What the views show, in plain Python, and the Qt item models that translate it."""
