"""National standards that come with every evaluation."""

MANAGEMENT_ITEMS = (
    ("system", "已制定预算资金管理、内部财务管理和会计核算制度"),
    ("system", "相关制度合法、合规、完整"),
    ("system", "相关制度得到有效执行"),
    ("compliance", "符合国家财经法规、财务管理制度和专项资金管理办法"),
    ("compliance", "资金拨付有完整的审批程序和手续"),
    ("compliance", "重大开支经过评估论证"),
    ("compliance", "符合部门预算批复的用途"),
    ("compliance", "不存在截留、挤占、挪用、虚列支出等情况"),
    ("disclosure", "按规定内容公开预决算信息"),
    ("disclosure", "按规定时限公开预决算信息"),
)
"""Topic and text of the checklists on budget management (财预〔2013〕53号, 部门整体支出, 过程-预算管理)."""
