"""What is kept of readers' questions, for how long, and where."""
