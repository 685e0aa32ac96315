"""Taking a scheme in from a file."""

from django.db import transaction

from departments import audit
from departments.models import User

from ..models import Scheme
from ..schemes import load


class SchemeConflict(Exception):
    """A version that is stored says something else; a scheme changes only by a new version."""

    def __init__(self, stored: Scheme) -> None:
        super().__init__(f"{stored}已存在且内容不同，请在文件中改用新的版本号（version）后再导入。")
        self.stored = stored


@transaction.atomic
def import_scheme(content: str, *, actor: User | None) -> tuple[Scheme, bool]:
    """Store the scheme in a TOML text; return it and whether it is new.

    Raises:
        SchemeError: the text is no usable scheme.
        ValidationError: name, title or version are longer than can be stored.
        SchemeConflict: this version is stored with other content.
    """
    spec = load(content)
    stored = Scheme.objects.filter(name=spec.name, version=spec.version).first()
    if stored:
        if stored.spec != spec:
            raise SchemeConflict(stored)
        return stored, False
    scheme = Scheme(name=spec.name, version=spec.version, title=spec.title, kind=spec.kind, content=content)
    scheme.full_clean()
    scheme.save()
    audit.record(scheme, actor=actor, action="scheme.import", changes={"content": [None, content]})
    return scheme, True
