"""From a decision to a reply: what is said, which buttons it carries, and why."""
