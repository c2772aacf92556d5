"""How the tables came to be, step by step; `storage.migrate` applies the steps."""
