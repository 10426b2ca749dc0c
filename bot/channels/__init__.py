"""The ways in: polling and webhooks bring payloads to dispatch."""
