"""Text cut, shuffled and garbled is read without a crash, in time and in bounded memory.

`make soak` reads 10,000 texts, the gate a twentieth of them.
"""

import random
import resource
import time
from datetime import date

import pytest
from hypothesis import settings as hypothesis

from reports.checks import Context
from reports.checks.sample_report import SAMPLE
from reports.reader.harvest import harvest
from reports.reader.lines import LONGEST_LINE, MOST_LINES, TooLong
from reports.reader.proofread import proofread
from reports.reader.showing import listing, page, report
from reports.reader.sources import Unreadable, text_of
from tests.reports.reader.seed import REPORT, seed_text

RUNS = hypothesis.default.max_examples * 5  # 500 in the gate, 10,000 in `make soak`
BATCHES = 20
CONTEXT = Context(date(2023, 6, 30))
SECONDS = 20
MEGABYTES = 300
PIECES = (
    *("（一）", "一、", "1、", "(1)", "①", "得分", "10分)", "|", "\t", "《", "》"),
    *("“", "”", "率=(", "万元/", "×100%=", "20", "99.99%"),
)
WRONG_READINGS = (("gb18030", "utf-8"), ("utf-8", "gb18030"), ("utf-8", "latin-1"), ("utf-16", "gb18030"))


def cut(chance, text):
    start, end = sorted(chance.randrange(len(text)) for _ in range(2))
    return text[start:end]


def shuffled(chance, text):
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def letters_shuffled(chance, text):
    letters = list(cut(chance, text))
    chance.shuffle(letters)
    return "".join(letters)


def mojibake(chance, text):
    wrong, right = chance.choice(WRONG_READINGS)
    return text.encode(wrong).decode(right, errors="replace")


def sprinkled(chance, text):
    places = sorted(chance.randrange(len(text)) for _ in range(60))
    parts = [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]
    return "".join(part + chance.choice(PIECES) for part in parts)


def joined(chance, text):
    return text.replace("\n", chance.choice(("", " ", "|")))[: LONGEST_LINE - 1]


WAYS = (cut, shuffled, letters_shuffled, mojibake, sprinkled, joined)


def sources():
    return [SAMPLE, *([seed_text()] if REPORT.exists() else [])]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_damaged_text_is_read_to_the_end(batch):
    chance, texts = random.Random(batch), sources()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for _ in range(RUNS // BATCHES):
        way = chance.choice(WAYS)
        text = way(chance, chance.choice(texts))
        start = time.perf_counter()
        proof = proofread(text, CONTEXT)
        assert time.perf_counter() - start < SECONDS, way.__name__
        assert not any(finding.id == "SYS001" for finding in proof.findings), way.__name__
        assert report(proof)["read"]["header"] is not None
        assert listing("x", proof).startswith("== x")
        assert page("x", proof).endswith("</html>\n")
        harvest(proof.original)

    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


@pytest.mark.parametrize("kind", [".txt", ".html", ".docx"])
def test_random_bytes_are_read_or_refused(kind):
    chance = random.Random(7)
    for _ in range(60):
        content = chance.choice((b"", b"PK\x03\x04", b"<html><table><tr><td rowspan=9>")) + chance.randbytes(300)
        assert is_read_or_refused(f"x{kind}", content)


def is_read_or_refused(name, content):
    try:
        return isinstance(text_of(name, content), str)
    except Unreadable as refusal:
        return str(refusal).endswith("。")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("（一）" * (LONGEST_LINE // 3), id="brackets"),
        pytest.param("“" * LONGEST_LINE, id="quotation marks"),
        pytest.param("及时性" * (LONGEST_LINE // 3), id="one word"),
        pytest.param("1" * LONGEST_LINE, id="one number"),
        pytest.param("\n".join(f"{number}、指标（5分）" for number in range(3000)), id="many headings"),
        pytest.param(
            "（一）产出指标（50分）\n" + "1、及时率（5分）\n完成任务，得5分，得4分。\n" * 1500, id="many indicators"
        ),
        pytest.param("完成预算的100%，较上年增长0%，" * 1000, id="many rates"),
        pytest.param("\n" * (MOST_LINES - 1), id="blank lines"),
    ],
)
def test_endless_text_takes_no_endless_time(text):
    start = time.perf_counter()

    proofread(text, CONTEXT)

    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("text", ["甲" * (LONGEST_LINE + 1), "\n" * MOST_LINES], ids=["long line", "many lines"])
def test_text_beyond_any_report_is_refused_in_words(text):
    with pytest.raises(TooLong, match=r"重新提供|只提供"):
        proofread(text, CONTEXT)
