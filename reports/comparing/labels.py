"""What each fact of a snapshot is called when two versions are compared; a fact without a name is not compared.

Scores and sentences that follow from other facts have no name here, except the totals.
"""

SUMMARY = {"total": "自评得分", "grade": "等级"}
AUTHORITY = {"number": "文号", "issuer": "发文机关"}
TEXT = {"text": "内容"}
TASK = {"result": "完成情况"}
STAFFING = {
    "as_of": "统计日期",
    "administrative_quota": "行政编制数",
    "administrative_actual": "行政编制实有人数",
    "institution_quota": "事业编制数",
    "institution_actual": "事业编制实有人数",
    "worker_quota": "工勤编制数",
    "worker_actual": "工勤编制实有人数",
    "retired": "离退休人数",
    "hired": "聘用人数",
}
GOAL = {"expected": "年度总体目标", "reached": "目标完成情况"}
APPROVAL = {"document": "绩效目标批复文件", "approved_on": "批复日期"}
LINE = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数", "previous": "上年数"}
ADJUSTMENT = {"amount": "金额", "document": "依据文件", "exclusion_name": "不计入预算调整率的原因"}
PROJECT_LINE = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数", "is_key": "重点项目"}
BALANCES = {
    "carryover": "年末结转结余",
    "carryover_previous": "上年结转结余",
    "payment_as_of": "支付进度统计日期",
    "payment_actual": "实际支付数",
    "payment_planned": "计划支付数",
    "assets_in_use": "在用固定资产",
    "assets_total": "全部固定资产",
    "note": "预算说明",
}
MANAGEMENT = {"is_met": "是否符合", "proof": "依据"}
INDICATOR = {
    "name": "名称",
    "points": "分值",
    "sign": "指标值符号",
    "target": "年度指标值",
    "target_text": "年度指标值（文字）",
    "adjustment_document": "调整依据文件",
    "unit": "计量单位",
    "rule": "计分规则",
    "standard": "评分标准",
    "source": "数据来源",
    "method": "取数方法",
    "accuracy": "数据准确性说明",
    "actual": "实际完成值",
    "actual_text": "实际完成值（文字）",
    "narrative": "完成情况",
    "reason": "偏差原因",
    "measure": "改进措施",
    "is_applicable": "参加考核",
    "inapplicable_reason": "不考核理由",
    "own_score": "自行评定得分",
    "own_reason": "自行评定理由",
    "score": "得分",
}
SURVEY = {
    "surveyed": "调查对象",
    "method": "调查方式",
    "sample": "样本数",
    "valid_replies": "有效答卷数",
    "starts_on": "调查开始日期",
    "ends_on": "调查结束日期",
}
PROJECT = {
    "implementer": "实施单位",
    "adjustment_reason": "预算调整原因",
    "execution_reason": "执行偏差原因",
    "total": "自评得分",
    "grade": "等级",
}
FUND = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
MEASURE = {"text": "改进措施", "office": "责任机构", "due_on": "完成时限"}
RECTIFICATION = {
    "office": "责任机构",
    "due_on": "完成时限",
    "state": "整改情况",
    "done_on": "完成日期",
    "progress": "进展说明",
    "proof": "证明材料",
}
PROBLEM = {"text": "表现和原因分析"}
SIGNATURE = {"filled_by": "填报人", "head": "单位负责人", "phone": "联系电话", "completed_on": "成文日期"}
