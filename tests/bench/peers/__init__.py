"""Basing's snapshot measured beside the maps that others make: `make bench-snapshot`."""

from tests.bench.peers.deck import DECK
from tests.bench.peers.explore import EXPLORE, EXPLORE_CANVAS
from tests.bench.peers.markercluster import MARKERCLUSTER

PEERS = (MARKERCLUSTER, EXPLORE, EXPLORE_CANVAS, DECK)
