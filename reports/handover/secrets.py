"""What must be secret of a target: read from the environment, or from the file it names, at the moment it is used.

It never reaches the database, the log, a message or a page: a target names only the variables that hold it.
"""

from environ.fileaware_mapping import FileAwareMapping

from ..models import Target
from .places.place import HandoverFailed


def secret_of(target: Target, what: str) -> str:
    """Return one secret of a target (`HANDOVER_<name>_<what>`, or the file in `..._FILE`), empty when it is not set.

    Raises:
        HandoverFailed: the file cannot be read.
    """
    name = variable_of(target, what)
    try:
        return str(FileAwareMapping(cache=False).get(name, "")).strip()
    except OSError as error:
        raise HandoverFailed(f"凭据文件（{name}_FILE）读不出，请系统管理员核对路径和权限。") from error


def variable_of(target: Target, what: str) -> str:
    """Return the name of the variable that holds a secret."""
    return f"HANDOVER_{target.secret}_{what}"
