"""From a reader's message to the passage that answers it, or to the decision that none does."""
