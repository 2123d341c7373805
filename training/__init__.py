"""How the shipped encoder was fine-tuned; needs PyTorch, which the bot does not. See README.md."""
