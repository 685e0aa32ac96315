"""The report as one tree of blocks, from which every printed form is made."""
