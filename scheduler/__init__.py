"""Time passes: what falls due, reminders, closes, sweeps. Imports models and messages, never bot."""
