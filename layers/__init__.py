"""Text into values: records, frames, the Scene, map layers, panels and files. Knows nothing of the dashboard."""
