import pytest

from reports.document.titles import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param("2022年度部门整体支出绩效自评报告", ("2022年度部门整体支出绩效自评报告",), id="fits"),
        pytest.param(
            "墨山区青石街道办事处2022年度部门整体支出绩效自评报告",
            ("墨山区青石街道办事处", "2022年度部门整体支出绩效自评报告"),
            id="before the year",
        ),
        pytest.param("关于青石街道\n绩效自评的报告", ("关于青石街道", "绩效自评的报告"), id="as typed"),
        pytest.param("长" * 21 + "2022年度", ("长" * 21 + "2022年度",), id="left to the page"),
        pytest.param("2022年度" + "长" * 20, ("2022年度" + "长" * 20,), id="year first"),
        pytest.param("长" * 30, ("长" * 30,), id="no year"),
        pytest.param("自评表（便民服务）", ("自评表（便民服务）",), id="brackets that fit"),
        pytest.param(
            "项目支出绩效自评表（困难群众救助和优抚保障）",
            ("项目支出绩效自评表", "（困难群众救助和优抚保障）"),
            id="before the brackets",
        ),
        pytest.param(
            "项目支出绩效自评表（便民服务（二期）及社区微改造工程）",
            ("项目支出绩效自评表", "（便民服务（二期）及社区微改造工程）"),
            id="before the outer brackets",
        ),
        pytest.param("（" + "长" * 30 + "）", ("（" + "长" * 30 + "）",), id="nothing before the brackets"),
    ],
)
def test_title_lines(title, lines):
    assert title_lines(title) == lines
