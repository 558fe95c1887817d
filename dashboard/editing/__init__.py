"""Editing in the browser: one dossier as text, changed by a form, by hand or on the map, looked at and saved."""
