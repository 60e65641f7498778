"""The view of a caretaker: one step a screen, large, in easy words."""
