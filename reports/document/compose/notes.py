"""说明和提示: the reasons and hints that go out with the report, and what the data of key indicators are worth."""

from collections.abc import Iterator

from departments.wording import UNKNOWN
from reports.document.blocks import Annex, Block, Cell, Column, Paragraph, Row, Table
from reports.snapshot import Snapshot, key_indicators
from reports.snapshot.notes import AnswerFacts, NoteFacts, NotesFacts

from .wording import chinese_date

NOTES = "说明和提示"
LEAD = (
    "本附件列出自评过程中对校验结果所作的说明和仍有的提示，以及主要指标的数据质量。"
    "校验由系统按统一规则作出，提示供阅读时参考，不改变自评得分和等级。"
)
ANSWERS = (Column("校验要求", 54), Column("所在位置", 34), Column("答复", 18, "center"), Column("理由", 50))
HINTS = (Column("编号", 24), Column("校验要求", 62), Column("处数", 14, "center"), Column("所在位置", 56))
QUALITY = (Column("指标", 32), Column("数据来源", 38), Column("取数方法", 38), Column("准确性和局限", 48))


def notes_annex(snapshot: Snapshot) -> Iterator[Annex]:
    """Yield the annex of an evaluation whose notes are published with it."""
    if snapshot.notes is not None:
        yield Annex(NOTES, (Paragraph(LEAD), *_answers(snapshot.notes), *_hints(snapshot.notes), _quality(snapshot)))


def _answers(notes: NotesFacts) -> Iterator[Block]:
    if notes.answers:
        yield Table("对校验结果的说明", ANSWERS, tuple(row for answer in notes.answers for row in _answer(answer)))
    else:
        yield Paragraph("自评中没有需要说明的校验结果。")


def _answer(answer: AnswerFacts) -> Iterator[Row]:
    """Yield a row for each check that an answer is about; the answer itself stands beside all of them."""
    kind = answer.kind
    if answer.valid_until:
        kind = f"{kind}（至{chinese_date(answer.valid_until)}）"
    beside = (Cell(kind, rowspan=len(answer.about)), Cell(answer.reason, rowspan=len(answer.about)))
    for number, note in enumerate(answer.about):
        yield Row((Cell(f"{note.title}（{note.check_id}）"), Cell(_places(note)), *(() if number else beside)))


def _hints(notes: NotesFacts) -> Iterator[Block]:
    if notes.hints:
        rows = (
            Row((Cell(note.check_id), Cell(note.title), Cell(str(note.count)), Cell(_places(note))))
            for note in notes.hints
        )
        yield Table("尚存的提示", HINTS, tuple(rows))
    else:
        yield Paragraph("没有尚存的提示。")


def _places(note: NoteFacts) -> str:
    """Return where findings lie; of many only the first are named."""
    if not note.places:
        return UNKNOWN
    rest = f"等{note.count}处" if note.count > len(note.places) else ""
    return "、".join(note.places) + rest


def _quality(snapshot: Snapshot) -> Block:
    rows = tuple(
        Row(tuple(Cell(text or UNKNOWN) for text in (leaf.name, leaf.source, leaf.method, leaf.accuracy)))
        for leaf in key_indicators(snapshot)
    )
    if not rows:
        return Paragraph("没有5分以上的主要指标。")
    note = "主要指标指5分以上的三级指标；“—”表示没有填写。"
    return Table("主要指标的数据质量", QUALITY, rows, note=note)
