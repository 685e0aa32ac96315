"""Official tables as the offices of six places fill them in: merged cells, one header row or two, remarks around."""

import io

import openpyxl

PROJECT = "困难群众救助和优抚保障"


def made(title, rows, merged=(), change=None):
    """Return a workbook with one sheet of these rows; `merged` are its merged areas."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column).value = value
    for area in merged:
        sheet.merge_cells(area)
    if change:
        change(sheet)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def national():
    """The Ministry's form of a project."""
    reason = "偏差原因分析及改进措施"
    return made(
        "项目支出绩效自评表",
        [
            ["项目支出绩效自评表"],
            ["（2022年度）"],
            ["项目名称", None, PROJECT],
            ["主管部门", None, "公园街道", None, None, "实施单位", None, "公园街道民政所"],
            ["项目资金（万元）", None, None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            [None, "年度资金总额", None, 310.635, 320, 318.5, 10, "=F6/E6", 9.95],
            [None, "其中：当年财政拨款", None, 310.635, 320, 318.5, "—", None, "—"],
            [None, "      上年结转资金", None, "—", "—", "—", "—", None, "—"],
            [None, "      其他资金", None, None, None, None, "—", None, "—"],
            ["年度总体目标", "预期目标", None, None, None, "实际完成情况"],
            [None, "按时足额发放救助金。", None, None, None, "已全部发放。"],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", reason],
            [None, "产出指标", "数量指标", "低保保障人数", "≥440人", 450, 8, 8, None],
            [None, None, None, "临时救助人次", "≥60人次", "58人次", 12, 11.6, "申请人数减少"],
            [None, None, "质量指标", "救助金发放准确率", "＝100%", 0.998, 10, 9.98, "个别账号有误"],
            [None, "效益指标", "社会效益指标", "困难群众生活改善", "有效改善", "有效改善", 10, 10, None],
            ["总分", None, None, None, None, None, 100, "=SUM(H13:H16)"],
        ],
        [
            *("A1:I1", "A2:I2", "A5:A9", "A10:A11", "B10:E10", "F10:I10", "B11:E11", "F11:I11", "A12:A16"),
            *("B13:B15", "C13:C14", "A17:F17", "B5:C5", "B6:C6", "B7:C7", "B8:C8", "B9:C9"),
        ],
        change=lambda sheet: setattr(sheet["F15"], "number_format", "0.0%"),
    )


def hunan():
    """Hunan's form of a whole department: funds by kind of income and of spending."""
    levels = ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    return made(
        "部门整体支出绩效自评表",
        [
            ["2022年度部门整体支出绩效自评表"],
            ["预算单位名称", "公园街道"],
            ["年度预算申请（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            [None, "年度资金总额", 1868.17, 1868.17, 1850, 10, "99.03%", 9.9],
            [None, "按收入性质分：一般公共预算", 1868.17, None, 1850],
            [None, "政府性基金拨款", 0, None, 0],
            [None, "按支出性质分：基本支出", 920.63, None, 910],
            [None, "项目支出", 947.54, None, 940],
            ["年度总体目标", "预期目标", None, None, "实际完成情况"],
            [None, "保障民生。", None, None, "民生得到保障。"],
            [*levels, "偏差原因分析及改进措施"],
            [None, "产出指标（50分）", "数量指标", "民生保障数量", "1100人", "1120人", 2.5, 2.5],
            [None, "满意度指标（10分）", "服务对象满意度指标", "群众满意度", "90%", 0.86, 10, 6, "告知不及时"],
            ["总分", None, None, None, None, None, 100, 96],
            ["填表人：李四　　填报日期：2023年5月10日　　联系电话：0791-1234567　　单位负责人签字：王五"],
        ],
        ["A1:I1", "A3:A8", "A9:A10", "B9:D9", "E9:I9", "B10:D10", "E10:I10", "A11:A13", "A14:F14", "A15:I15"],
        change=lambda sheet: setattr(sheet["F13"], "number_format", "0%"),
    )


def anhui():
    """Anhui's form of a whole department: tasks with amounts under two header rows, indicators with points first."""
    levels = ["绩效指标", "一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分"]
    return made(
        "安徽",
        [
            ["部门整体支出绩效自评表（2022年度）"],
            ["部门名称", None, "公园街道"],
            [
                "年度主要任务",
                "任务名称",
                "完成情况",
                "预算数（万元）",
                None,
                "执行数（万元）",
                None,
                "分值",
                "执行率",
                "得分",
            ],
            [None, None, None, "总额", "其中：财政拨款", "总额", "其中：财政拨款"],
            [None, "民生保障", "全部完成。", 310.6, 310.6, 310.6, 310.6, 5, "100%", 5],
            [None, "环境整治", "完成三处。", 100, 100, 90, 90, 5, "90%", 4.5],
            ["年度总体目标", "预期目标", None, None, None, "目标实际完成情况"],
            [None, "保障民生。", None, None, None, "民生得到保障。"],
            [*levels, "未完成原因及改进措施"],
            [None, "产出指标", "数量指标", "民生保障数量", 2.5, "≥1100人", "1120人", 2.5],
            [None, None, None, "新增就业人数", 2.5, "≥300人", "310人", 2.5],
        ],
        [
            *("A1:J1", "A3:A6", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4", "I3:I4", "J3:J4", "A7:A8"),
            *("B7:E7", "F7:J7", "B8:E8", "F8:J8", "A9:A11", "B10:B11", "C10:C11"),
        ],
    )


def chongqing():
    """Chongqing's form of a whole department: no levels, the sign as the nature, a coefficient, core indicators."""
    columns = ["指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数(%)"]
    funds = ["年初预算数", "全年（调整）预算数", "全年执行数", "执行率（%）", "执行率权重", "执行率得分"]
    goals = ["年初绩效目标", None, "全年（调整）绩效目标", None, "全年目标实际完成情况"]
    return made(
        "重庆",
        [
            ["2022年部门整体绩效自评表"],
            ["部门(单位)名称", "公园街道", "自评总分（分）", 96.5],
            ["部门支出预算执行情况（万元）", *funds],
            [None, 1868.17, 1868.17, 1850, 99.03, 10, 9.9],
            ["年度绩效目标", *goals],
            [None, "保障民生。", None, "保障民生和就业。", None, "民生得到保障。"],
            ["绩效指标", *columns, "指标权重", "指标得分", "是否核心指标"],
            [None, "民生保障数量", "人", "≥", 1100, None, 1120, 100, 2.5, 2.5, "是"],
            [None, "群众满意度", "%", "≥", 90, None, 86, 95, 10, 9.5, "否"],
        ],
        ["A1:K1", "A3:A4", "A5:A6", "A7:A9", "B5:C5", "D5:E5", "F5:K5", "B6:C6", "D6:E6", "F6:K6"],
    )


def hubei():
    """Hubei's form of a project: budget A, execution B, goals one by one, no points of indicators."""
    columns = ["一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"]
    return made(
        "湖北",
        [
            ["2022年度项目绩效自评表"],
            ["单位名称：公园街道　　填报日期：2023年3月1日"],
            ["项目名称", PROJECT],
            ["项目类别", "1、部门预算项目 √  2、省直专项 □  3、省对下转移支付项目 □"],
            [
                "预算执行情况（万元）（20分）",
                None,
                "预算数（A）",
                "执行数（B）",
                "执行率（B/A）",
                "得分（20分*执行率）",
            ],
            [None, "年度财政资金总额", 310.635, 300, "96.58%", 19.3],
            ["年度绩效目标1（40分）", *columns],
            [None, "产出指标", "数量指标", "低保保障人数", "440人", "450人", 20],
            ["年度绩效目标2（40分）", *columns],
            [None, "效益指标", "社会效益指标", "困难群众生活改善", "有效改善", "有效改善", 40],
            ["总分", None, None, None, None, None, 79.3],
            ["偏差大或目标未完成原因分析", None, "个别账号有误。"],
            ["改进措施及结果应用方案", None, "逐户核对。"],
        ],
        ["A1:G1", "A2:G2", "B4:G4", "A5:A6", "A7:A8", "A9:A10", "A11:F11", "A12:B12", "C12:G12"],
    )


def sichuan():
    """Sichuan's form of a project: the sign as the nature, units of their own, reasons of execution."""
    funds = ["年初预算数", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"]
    columns = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"]
    return made(
        "四川",
        [
            ["2022年部门预算项目支出绩效自评表"],
            ["项目名称", None, f"51000022T000000001-{PROJECT}"],
            ["预算单位", None, "101-公园街道"],
            ["项目年度目标完成情况", "项目年度目标", None, None, None, "年度目标完成情况（100字以内）"],
            [None, "按时足额发放。", None, None, None, "已全部发放。"],
            ["预算执行情况（万元）（10分）", "资金来源", *funds],
            [None, "总额", 310.64, 320, 318.5, "99.53%", 10, 9.95, "申请人数减少"],
            [None, "其中：财政资金", 310.64, 320, 318.5, "99.53%"],
            [None, "财政专户管理资金", 0, 0, 0, "0.00%"],
            [None, "单位资金", 0, 0, 0, "0.00%"],
            [None, "其他资金", 0, 0, 0, "0.00%"],
            ["绩效指标（90分）", *columns, "未完成原因分析"],
            [None, "产出指标", "数量指标", "低保保障人数", "≥", 440, "人", 450, 20, 20],
            [None, None, "质量指标", "救助金发放准确率", "＝", 100, "%", 99.8, 20, 19.9, "个别账号有误"],
            [None, "效益指标", "社会效益指标", "困难群众生活改善", "定性", "有效改善", None, "有效改善", 20, 20],
            ["评价结论", "资金使用规范。"],
        ],
        [
            *("A1:K1", "A4:A5", "B4:E4", "F4:K4", "B5:E5", "F5:K5", "A6:A11", "A12:A15", "B13:B14", "B16:K16"),
            *("A2:B2", "A3:B3", "C2:K2", "C3:K3"),
        ],
    )


LAYOUTS = {
    "national": national,
    "hunan": hunan,
    "anhui": anhui,
    "chongqing": chongqing,
    "hubei": hubei,
    "sichuan": sichuan,
}
