"""Going back to an earlier moment, and the branches of the record side by side."""
