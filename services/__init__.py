"""Verbs: plain functions that change the session and never commit. No HTTP."""
