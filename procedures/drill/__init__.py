"""What makes a rehearsal a drill: injects, the instructor, expected actions, score and report."""
