"""What is true: the tables, and the rules that change them, one subject a file. Imports nothing of ours."""
