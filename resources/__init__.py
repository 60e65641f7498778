"""Data of the program: sites, registers, procedures, scenarios, texts, fonts, icons. No code."""
