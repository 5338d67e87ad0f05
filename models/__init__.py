"""Nouns: tables, column types and the invariants a database can hold. No HTTP, no policy."""
