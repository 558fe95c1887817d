"""Dossiers written again: mended, put in their one form, with a record added; nothing that stood there is lost."""
