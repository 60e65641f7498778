"""What the sitter may do at any time, beside the step at work: start, hand over, tell, write."""
