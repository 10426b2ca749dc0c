"""What is looked at or kept rather than read in a chat: certificates and lists as PDF, charts, spreadsheets."""
