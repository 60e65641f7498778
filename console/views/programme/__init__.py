"""The programme: people and what is due, sittings side by side, exercises in stages."""
