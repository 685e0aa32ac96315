"""Files that are made once in a run: whoever publishes the same report again gets the same bytes.

That a second rendering gives them is proved where it matters (`tests/reports/editions/test_verifying.py`), with real
renderings: modules and tests that are about the renderer itself ask for `renders_anew`.
"""

import pickle
from functools import wraps
from importlib import import_module

MAKERS = (
    ("reports.services.printing.render_pdf", {}),
    ("reports.editions.content.render_docx", {}),
    ("reports.editions.content.write_workbook", {}),
)


def remember(patch):
    """Let every maker look first whether it has made the same thing before."""
    for address, made in MAKERS:
        module, name = address.rsplit(".", 1)
        patch.setattr(address, _remembering(getattr(import_module(module), name), made))


def _remembering(make, made):
    @wraps(make)
    def remembered(*args, **options):
        key = pickle.dumps((args, sorted(options.items())))
        if key not in made:
            made[key] = make(*args, **options)
        return made[key]

    return remembered
