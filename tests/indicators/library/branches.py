"""The branches of a scheme below which a unit puts indicators of its own."""


def branches_of(scheme):
    """Return the paths of the lowest branches that are not scored as a whole."""
    for level in scheme.levels:
        if level.children:
            yield from ((level.name, child.name) for child in level.children if not child.rule)
        elif not level.rule:
            yield (level.name,)
