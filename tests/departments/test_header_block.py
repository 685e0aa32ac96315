import pytest

from departments.header_block import USUAL, HeaderBlockError, HeaderField, parse
from departments.models import Department, SiteConfiguration
from tests.factories import make_member


def problems_of(lines):
    with pytest.raises(HeaderBlockError) as error:
        parse(lines)
    return error.value.problems


def test_usual_block_has_the_fields_of_the_portal_in_their_order():
    assert [field.label for field in parse(USUAL)] == [
        "索引号", "主题分类", "发布机构", "生成日期", "文件编号", "有效性", "公开范围", "公开方式",
    ]  # fmt: skip


def test_a_portal_words_and_orders_its_own_fields():
    assert parse("文号:文件编号（空则不显示）\n\n 体裁分类：“财政预算、决算” \n发布单位：发布机构") == (
        HeaderField("文号", source="文件编号", hides_empty=True),
        HeaderField("体裁分类", text="财政预算、决算"),
        HeaderField("发布单位", source="发布机构"),
    )


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        pytest.param("索引号", "第1行不能识别", id="no content"),
        pytest.param(
            "发布机构：发布机构\n编号：流水号", "第2行的内容“流水号”不能识别，可用索引号、", id="unknown source"
        ),
        pytest.param("索引号：索引号\n索引号：主题分类", "标签“索引号”出现了2次", id="label twice"),
        pytest.param("一个写得非常非常非常长的标签：索引号", "过长，最多12个字", id="long label"),
        pytest.param("索引号：索引号", "缺少发布机构", id="publisher missing"),
        pytest.param("", "缺少发布机构", id="nothing at all"),
    ],
)
def test_faulty_block_is_refused_with_every_fault(lines, problem):
    assert any(problem in said for said in problems_of(lines))


@pytest.mark.django_db
def test_administrator_sees_every_fault_and_keeps_what_was_typed(client):
    top = Department.objects.create(code="0", name="区", short_name="区", kind="district", path="/0/")
    client.force_login(make_member("administrator", top))

    response = client.post("/manage/site/", {"header_block": "编号：流水号", "address": "www.example.gov.cn"})

    page = response.content.decode()
    assert all(said in page for said in ("“流水号”不能识别", "缺少发布机构", "公开网址应以 http:// 或 https:// 开头"))
    assert "编号：流水号</textarea>" in page
    assert not SiteConfiguration.objects.exists()
