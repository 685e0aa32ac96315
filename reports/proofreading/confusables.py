"""Words that reports write for others, from published reports and editors' lists; each is wrong wherever it stands."""

import re

_PAIRS = {
    # of the same sound
    r"行驶(?=[\u4e00-\u9fff]{0,8}(?:职责|职权|权力|职能|管理权|执法权|处罚权))": "行使",
    r"截止(?=(?:到|于)?(?:20\d\d|\d{1,2}月|本?年底|年末|目前|报告期))": "截至",
    r"布署": "部署",
    r"必竟": "毕竟",
    r"按装": "安装",
    r"按排": "安排",
    r"做为(?=[\u4e00-\u9fff])": "作为",
    r"反应(?=(?:了)?(?:的)?(?:情况|问题|诉求|强烈的问题|意见))": "反映",
    r"权利(?=清单|运行|监督|寻租)": "权力",
    r"竟(?=争|聘|赛|标)": "竞",
    r"防犯": "防范",
    r"严竣": "严峻",
    r"通迅": "通讯",
    r"编篡": "编纂",
    r"幅射": "辐射",
    r"松驰": "松弛",
    r"再接再励": "再接再厉",
    r"按步就班": "按部就班",
    r"一愁莫展": "一筹莫展",
    r"迫不急待": "迫不及待",
    r"默守成规": "墨守成规",
    r"帮抚(?=对象|干部|户|工作|责任)": "帮扶",
    r"抚贫": "扶贫",
    r"优扶(?=对象|金|政策)": "优抚",
    r"扶恤": "抚恤",
    r"渡假": "度假",
    r"欠收": "歉收",
    r"坐谈会": "座谈会",
    r"交待(?=了?(?:任务|工作))": "交代",
    r"部份": "部分",
    r"成份": "成分",
    r"身分证": "身份证",
    r"年青人": "年轻人",
    r"台帐": "台账",
    r"销帐": "销账",
    r"帐目": "账目",
    r"帐户": "账户",
    r"记帐": "记账",
    r"结帐": "结账",
    r"其它(?=单位|部门|工作|支出|资金)": "其他",
    r"效绩(?=评价|目标|管理)": "绩效",
    r"绩校": "绩效",
    r"评介(?=结果|指标|报告|小组)": "评价",
    # of the same shape
    r"拔款": "拨款",
    r"拔付": "拨付",
    r"划拔": "划拨",
    r"下拔": "下拨",
    r"己经": "已经",
    r"己(?=完成|建成|发放|落实|整改)": "已",
    r"自已": "自己",
    r"(?<![年月期周])末(?=完成|达到|发生|发现|按|能|纳入|及时)": "未",
    r"尚末": "尚未",
    r"(?<=[年月期周])未(?=[,。;、]|结转|余额|人数|实有)": "末",
    r"申批": "审批",
    r"审记": "审计",
    r"检查院": "检察院",
    r"复盖": "覆盖",
    r"气侯": "气候",
    r"等侯": "等候",
    r"时侯": "时候",
    r"问侯": "问候",
    r"侯选": "候选",
    r"震憾": "震撼",
    r"加强当的建设": "加强党的建设",
    r"建没(?=[,。;]|工作|项目)": "建设",
    r"百性": "百姓",
    r"签定": "签订",
    r"制做": "制作",
    r"起动(?=资金|仪式|项目)": "启动",
    r"份内": "分内",
    r"贯切": "贯彻",
    r"贯沏": "贯彻",
    r"彻消": "撤销",
}

CONFUSABLES = tuple((re.compile(pattern), right) for pattern, right in _PAIRS.items())

_LOOKING_BACK = tuple(pair for pair in CONFUSABLES if pair[0].pattern.startswith("(?<"))
_ANY_OTHER = re.compile("|".join(pattern for pattern in _PAIRS if not pattern.startswith("(?<")))


def worth_trying(plain: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the pairs that may occur: nearly every text has none, and one joint search says so far sooner.

    A joint pattern is quick only while each branch begins with a letter, so those that look back stay apart.
    """
    return CONFUSABLES if _ANY_OTHER.search(plain) else _LOOKING_BACK
