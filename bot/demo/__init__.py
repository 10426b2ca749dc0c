"""The demo and the rehearsal: a whole community without an account or a network, over the real adapters."""
