"""C01: what the scheme asks for beside the report is there."""

from collections.abc import Iterator
from dataclasses import replace

from reports.schemes import project_scheme_of, scheme_of
from reports.snapshot import AttachmentFacts, Snapshot

from .completeness import required
from .findings import Context, Fault

MINUTES = "绩效自评工作会议纪要"
ASKED = f'\n[[attachments]]\nkey = "minutes"\ntitle = "{MINUTES}"\n'


def _asking(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot under a scheme that asks for the minutes of a meeting."""
    return replace(snapshot, scheme=replace(snapshot.scheme, content=snapshot.scheme.content + ASKED))


def _answering(snapshot: Snapshot) -> Snapshot:
    """Return it with the minutes."""
    sent = AttachmentFacts("整体", "minutes", MINUTES, "会议纪要.pdf", "0" * 64)
    return replace(_asking(snapshot), attachments=(sent,))


@required(
    "C01-attachments",
    part="signature",
    explanation="方案要求提交的附件要齐全；自评表由系统生成，其余由单位上传，只供审核和存档。",
    remedy="在“填报信息”的“附件”中上传提示的文件。",
    bad=_asking,
    good=_answering,
)
def attachments_are_there(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """方案要求的附件已提交。"""
    there = {(file.kind, file.key) for file in snapshot.attachments}
    for scheme in filter(None, (scheme_of(snapshot), project_scheme_of(snapshot))):
        for asked in scheme.attachments:
            if not asked.is_produced and (scheme.kind, asked.key) not in there:
                message = f"缺少附件“{asked.title}”，请在“填报信息”中上传。"
                yield Fault(message, "attachments", label=asked.title, expected=asked.title)
