"""What a browser or a provider asks for over HTTP."""
