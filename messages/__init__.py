"""What we say and how it leaves: catalogue, rendering, channels, delivery, the report. Imports only models."""
