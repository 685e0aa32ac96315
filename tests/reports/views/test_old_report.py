"""旧报告导入 on screen: read with marks in the margin, refused in words, and made the beginning of an evaluation."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import AuditEntry, CarriedText, Cycle, Evaluation, Role
from departments.services.entry import Locked
from indicators.models import Indicator
from indicators.services import choose_schemes, start_evaluation
from reports.checks.sample_report import SAMPLE
from reports.gather import gather
from reports.reader.harvest import harvest
from reports.reader.reading import read
from reports.services.old_reports import start_from_old_report
from tests.factories import handed_in, make_cycle, make_department, make_member

WRONG = SAMPLE.replace("自评总得分为96.8分", "自评总得分为98分")


@pytest.fixture
def unit(db):
    return make_department("301", "青山县云溪镇人民政府", short_name="云溪镇")


@pytest.fixture
def cycle(db):
    return make_cycle(2023)


@pytest.fixture
def preparer(unit):
    return make_member(Role.PREPARER, unit)


def send(client, **fields):
    return client.post(reverse("reports:old_report"), fields)


def start(client, unit, cycle, content=SAMPLE, name="旧报告.docx"):
    fields = {"content": content, "name": name, "target": f"{unit.pk}-{cycle.pk}"}
    return client.post(reverse("reports:old_report_start"), fields, follow=True)


def test_report_is_shown_with_marks_and_what_was_read(client, preparer, cycle):
    client.force_login(preparer)

    page = send(client, text=WRONG).content.decode()

    assert "<mark>自评总得分为98分</mark>" in page
    assert "各项得分相加为96.8分，请改正。" in page
    assert 'id="line-71"' in page
    assert "青山县云溪镇人民政府2022年度部门整体支出绩效自评报告" in page
    assert "指标（12项，得分相加96.8分）" in page
    assert "（分值取自上级）" in page


def test_file_is_read_like_a_pasted_text(client, preparer, cycle):
    client.force_login(preparer)

    page = send(client, file=SimpleUploadedFile("去年.txt", WRONG.encode("gb18030"))).content.decode()

    assert "旧报告校对：去年.txt" in page
    assert "<mark>自评总得分为98分</mark>" in page


def test_markup_in_the_text_stays_text(client, preparer, cycle):
    client.force_login(preparer)

    page = send(client, text=f"<script>alert(1)</script>\n{SAMPLE}").content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        pytest.param({}, "请粘贴报告全文，或者选择一个文件。", id="nothing"),
        pytest.param({"text": SAMPLE, "file": ("a.txt", b"abc")}, "只能选一种", id="both"),
        pytest.param({"file": ("报告.pdf", b"%PDF")}, "是 PDF 文件", id="PDF"),
        pytest.param({"file": ("报告.docx", b"PK")}, "不是完好的 Word 文件", id="broken"),
        pytest.param({"text": "甲" * 20_001}, "按段落换行", id="one endless line"),
    ],
)
def test_what_cannot_be_read_is_refused_and_typed_text_survives(client, preparer, cycle, fields, says):
    client.force_login(preparer)
    if "file" in fields:
        fields = fields | {"file": SimpleUploadedFile(*fields["file"])}

    page = send(client, **fields).content.decode()

    assert says in page
    assert fields.get("text", "")[:50].split("\n")[0] in page
    assert Evaluation.objects.count() == 0


def test_evaluation_starts_with_texts_and_indicators_marked_as_carried_over(client, preparer, unit, cycle):
    client.force_login(preparer)

    page = start(client, unit, cycle).content.decode()

    evaluation = Evaluation.objects.get(department=unit, cycle=cycle)
    snapshot = gather(evaluation)
    assert [task.title for task in snapshot.tasks] == []
    assert [problem.title for problem in snapshot.problems] == ["入库企业培育数量不足", "偏远村组公交班次偏少"]
    assert [len(problem.measures) for problem in snapshot.problems] == [1, 1]
    assert snapshot.sections["preamble"].startswith("根据《青山县财政局")
    leaf = Indicator.objects.get(name="矛盾纠纷调解成功率")
    assert (str(leaf.parent), leaf.points, leaf.score) == ("社会效益指标", 10, None)
    assert "已从“旧报告.docx”导入" in page
    unmarked = [facts for facts in snapshot.carried if facts.is_confirmed or facts.origin != "old_report"]
    assert (unmarked, {facts.since for facts in snapshot.carried}) == ([], {2022})
    assert {"problems", "indicators", "basis"} <= {facts.part for facts in snapshot.carried}
    assert AuditEntry.objects.filter(action="carriedtext.carry").count() == 1


def test_no_money_and_no_score_is_carried_over(preparer, unit, cycle):
    carried = start_from_old_report(unit, cycle, harvest(read(SAMPLE)), label="旧", year=2022, actor=preparer)

    snapshot = gather(carried.evaluation)
    assert snapshot.budget.total.executed is None
    assert snapshot.total is None


def test_what_is_written_already_stays(preparer, unit, cycle):
    evaluation = start_evaluation(unit, cycle, actor=None)
    evaluation.problems.create(title="自己写的问题", text="自己写的原因", position=1)
    branch = evaluation.indicators.get(name="社会效益指标")
    Indicator.objects.create(evaluation=evaluation, parent=branch, is_leaf=True, name="自己的指标", points=5)

    carried = start_from_old_report(unit, cycle, harvest(read(SAMPLE)), label="旧", year=2022, actor=preparer)

    assert list(evaluation.problems.values_list("title", flat=True)) == ["自己写的问题"]
    assert [leaf.name for leaf in branch.children.all()] == ["自己的指标"]
    assert "第48行指标“矛盾纠纷调解成功率”：它的上级指标下已有指标" in carried.left
    assert Evaluation.objects.count() == 1


def test_text_that_is_too_long_is_named_and_left_out(preparer, unit, cycle):
    long = SAMPLE.replace("培育对象储备偏少。", "培育对象储备偏少。" * 300)

    carried = start_from_old_report(unit, cycle, harvest(read(long)), label="旧", year=2022, actor=preparer)

    assert [problem.title for problem in carried.evaluation.problems.all()] == ["偏远村组公交班次偏少"]
    assert "“入库企业培育数量不足”超过2000字" in carried.left


def test_locked_evaluation_takes_nothing_and_says_so(client, preparer, unit, cycle):
    evaluation = start_evaluation(unit, cycle, actor=None)
    client.force_login(preparer)
    address = reverse("reports:old_report")
    choices = client.post(address, {"text": SAMPLE}).context["form"].targets
    Evaluation.objects.filter(pk=evaluation.pk).update(**handed_in(unit, preparer))

    page = start(client, unit, cycle).content.decode()

    assert choices
    assert "所选的单位和年度现在不能填报" in page
    assert CarriedText.objects.count() == 0


def test_evaluation_locked_in_the_meantime_is_refused_whole(preparer, unit, cycle):
    evaluation = start_evaluation(unit, cycle, actor=None)
    Evaluation.objects.filter(pk=evaluation.pk).update(**handed_in(unit, preparer))

    with pytest.raises(Locked):
        start_from_old_report(unit, cycle, harvest(read(SAMPLE)), label="旧", year=2022, actor=preparer)

    assert not evaluation.problems.exists()


def test_unit_of_somebody_else_cannot_be_chosen(client, preparer, cycle):
    other = make_department("302", "青山县石桥镇人民政府")
    client.force_login(preparer)

    page = start(client, other, cycle).content.decode()

    assert "所选的单位和年度现在不能填报" in page
    assert Evaluation.objects.count() == 0


def test_forged_start_without_text_goes_back_to_the_first_page(client, preparer):
    client.force_login(preparer)

    response = client.post(reverse("reports:old_report_start"), {})

    assert response.url == reverse("reports:old_report")


def test_rounds_without_a_scheme_are_not_offered(client, preparer, unit):
    bare = Cycle.objects.create(year=2024, opens_on="2025-02-01", due_on="2025-05-31")
    choose_schemes(make_cycle(2023), [], actor=None)
    client.force_login(preparer)

    form = send(client, text=SAMPLE).context["form"]

    assert bare not in [cycle for _, cycle in form.targets.values()]


def test_queries_do_not_grow_with_the_report(client, preparer, unit, cycle):
    client.force_login(preparer)

    counts = []
    for text in (SAMPLE[:400], SAMPLE * 5):
        with CaptureQueriesContext(connection) as queries:
            send(client, text=text)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_other_units_of_the_kind_are_leftovers_on_screen(client, preparer, cycle):
    make_department("302", "青山县石桥镇人民政府", short_name="石桥镇")
    client.force_login(preparer)

    page = send(client, text=SAMPLE.replace("养护公路和公厕", "石桥镇公路和公厕").replace("制定公路", "石桥镇制定公路"))

    assert "出现其他单位的名称“石桥镇”" in page.content.decode()
