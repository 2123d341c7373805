"""What operators take from deploy/: checked by the tools of those who will read it."""
