"""What is said, and when to keep quiet."""
