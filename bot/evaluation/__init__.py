"""How right the bot is: golden messages, figures with intervals, calibration, replay."""
