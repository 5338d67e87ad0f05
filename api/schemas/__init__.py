"""The public contract: one marshmallow class per shape, every field written out.

A shape never follows a table by itself, so a new column cannot leak into an edition.
"""
