"""The channels: one adapter a file, each behind the seam of messages/forms.py."""
