"""The preview: sums, form and samples of what is typed, before it is saved."""

import pytest

from indicators.models import Scheme
from indicators.schemes import preset
from indicators.schemes.samples import samples
from tests.indicators.scheme_screens.entering import edit_url, entry_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def preview_of(client, scheme, **changes):
    response = client.post(edit_url(scheme), entry_of(client, scheme, **changes), headers=HTMX)
    return response.content.decode()


def test_htmx_gets_the_preview_alone_and_nothing_is_stored(client, administrator, scheme):
    page = preview_of(client, scheme, conventions__decimals="1")

    assert page.lstrip().startswith('<div id="scheme-preview"')
    assert "计分约定 / 得分小数位数：<del>2</del> → <ins>1</ins>" in page
    assert Scheme.objects.get(pk=scheme.pk).content == scheme.content


def test_without_a_script_a_button_asks_for_it(client, administrator, scheme):
    response = client.post(edit_url(scheme), entry_of(client, scheme, conventions__decimals="1") | {"preview": "1"})

    page = response.content.decode()
    assert "有1处不同" in page
    assert '<option value="1" selected>1位</option>' in page
    assert Scheme.objects.get(pk=scheme.pk).content == scheme.content


def test_missing_points_are_named_where_they_are_missing(client, administrator, scheme):
    page = preview_of(client, scheme, levels__3__points="7", levels__1__children__0__points="12")

    assert "还差 3 分" in page
    assert "二级指标多出 2 分" in page
    assert "有2处需要改正" in page


def test_the_official_form_is_shown(client, administrator, scheme):
    page = preview_of(client, scheme)

    assert "部门整体支出绩效自评表" in page
    assert page.count('<th scope="col">评分标准</th>') == 1


def test_the_samples_are_those_of_the_core(client, administrator, scheme):
    response = client.get(edit_url(scheme))

    assert response.context["editor"].samples == samples(preset("donghu"))


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        pytest.param({}, "执行数 835 ÷ 预算数 1000 × 分值 10 = 8.35分", id="execution"),
        pytest.param({"conventions__decimals": "1"}, "= 8.4分", id="one decimal"),
        pytest.param({"conventions__execution_denominator": "initial"}, "年初预算数1000万元", id="denominator"),
        pytest.param({"conventions__zero_policy": "full"}, "得满分：", id="zero policy"),
        pytest.param({"full__low": "85"}, "得分区间 8.5（含）至 10（含）", id="qualitative"),
        pytest.param({"partial__low": "70"}, "得分区间 0（含）至 7<", id="qualitative, lowest grade"),
        pytest.param({"bands__1__percent": "75"}, "分值 10 × 75 ÷ 100 = 7.50分", id="satisfaction"),
        pytest.param({"conventions__equal_strict": "on"}, "得0.00分", id="strictly equal"),
        pytest.param({"overfulfilment__deduction": "20"}, "目标值偏低扣分：10 → 8", id="over-fulfilment"),
        pytest.param({"conventions__redistribution": "parent"}, "在上级指标内按比例分摊", id="redistribution"),
        pytest.param({"grades__0__minimum": "91"}, "总分90.995</td><td>四舍五入为 91.00 分，等级为“优”", id="grades"),
        pytest.param(
            {"caps__0__low": "60", "caps__0__high": "80", "caps__0__maximum": "89.99"},
            "97 → 89.99：预算执行率 70.00% 在 60%（含）至 80%（不含）之间，总分不超过 89.99 分",
            id="cap",
        ),
        pytest.param(
            {"caps__0__low": "99", "caps__0__high": "101", "caps__0__maximum": "100"}, "此例未触及", id="cap of nothing"
        ),
    ],
)
def test_samples_show_what_a_change_does(client, administrator, scheme, changes, shown):
    assert shown in preview_of(client, scheme, **changes)


@pytest.mark.parametrize("mode", ["locked", "editable", "manual"])
def test_samples_can_be_worked_out_in_every_mode(client, administrator, scheme, mode):
    page = preview_of(
        client, scheme, conventions__mode=mode, overfulfilment__threshold="", overfulfilment__deduction=""
    )

    assert "算例" in page
    assert "超额完成</td>" not in page
