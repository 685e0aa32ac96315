"""The search for near-identical paragraphs over 300 and over 3,000 reports, and how it grows.

Run by `make bench`. Every generated report has 20 paragraphs: most of its own, some copied from another report with a
few words changed, and two of the bureau's model text that all have. All paragraphs are taken into the index and then
every one is looked up, as the slow checks of a whole round do.
"""

import random
import sys
from math import log
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reports.similarity import Index, Paragraph

SIZES = (300, 1000, 3000)
PARAGRAPHS = 20
MODEL = 2
COPIED = 2
PLACES = "城北城南河东河西新桥石岭柳林双河高坪青山南坡花园东湖西岭白沙红星前进光明和平建设"
WORKS = "走访核对勘查培训宣讲检修排查回访验收复核登记整治养护发放受理调解巡查清运绿化改造"
MODEL_TEXT = (
    "坚持以人民为中心的发展思想，把保障和改善民生作为一切工作的出发点和落脚点，切实办好就业、教育、医疗、社会保障等惠民实事。",
    "严格执行财经法规和财务管理制度，资金的拨付有完整的审批程序和手续，符合部门预算批复的用途，不存在截留、挤占、挪用的情况。",
)


def main() -> None:
    """Print seconds, found copies and growth."""
    print(f"{'reports':>8} {'paragraphs':>11} {'index s':>9} {'search s':>9} {'ms each':>8} {'copies found':>13}")
    totals = []
    for size in SIZES:
        reports = list(_reports(size))
        index = Index()
        start = perf_counter()
        for paragraphs, _ in reports:
            index.add(paragraphs)
        built = perf_counter()
        found = wanted = 0
        for paragraphs, copied in reports:
            for at, paragraph in enumerate(paragraphs):
                near = index.near(paragraph.text, but=paragraph.unit)
                wanted += at in copied
                found += at in copied and bool(near)
        end = perf_counter()
        count = size * PARAGRAPHS
        totals.append((size, end - start))
        share = f"{found}/{wanted}"
        row = f"{size:>8} {count:>11} {built - start:>9.2f} {end - built:>9.2f} {(end - built) / count * 1000:>8.3f}"
        print(f"{row} {share:>13}")
    (small, first), (large, last) = totals[0], totals[-1]
    exponent = log(last / first) / log(large / small)
    print(f"{large // small} times the reports take {last / first:.1f} times as long: time grows as n^{exponent:.2f}")


def _reports(size: int):
    """Yield the paragraphs of each report, and the positions of those copied from another one."""
    chance = random.Random(size)
    earlier: list[str] = []
    for number in range(size):
        texts = list(MODEL_TEXT[:MODEL])
        copied = set()
        while len(texts) < PARAGRAPHS:
            if earlier and len(copied) < COPIED:
                copied.add(len(texts))
                texts.append(_changed(chance, chance.choice(earlier)))
            else:
                texts.append(_story(chance))
        earlier.extend(texts[-3:])
        yield [Paragraph(f"第{number}单位", 2022, text) for text in texts], copied


def _story(chance: random.Random) -> str:
    clauses = []
    for _ in range(chance.randint(6, 12)):
        place, first, second = (_pair(chance, source) for source in (PLACES, WORKS, WORKS))
        clauses.append(f"在{place}{first}{chance.randint(2, 999)}次，{second}{chance.randint(2, 99)}处")
    return "；".join(clauses) + "。"


def _pair(chance: random.Random, source: str) -> str:
    at = chance.randrange(0, len(source) - 1, 2)
    return source[at : at + 2]


def _changed(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) - 8)
    return f"{text[:at]}按照要求{text[at + 4 :]}"


if __name__ == "__main__":
    main()
