"""The tests mirror the two packages; those in `browser` drive Chromium, those in `bench` measure."""
