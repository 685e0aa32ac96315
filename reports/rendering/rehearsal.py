"""Prints one small page when it is imported, as the server process of the renderers does before its first child.

What WeasyPrint finds out once (types of C functions, style sheets, fonts of the machine), every child then knows from
its birth. A rehearsal that fails says nothing: the first real page will.
"""

from contextlib import suppress

from reports.rendering.worker import printed

STYLE = """
@page { margin: 9cm 2cm; @bottom-right { content: "— " counter(page) " —" } }
@page landscape { size: A4 landscape; @left-top { content: counter(page); transform: rotate(90deg) } }
.form { page: landscape; break-before: page; font-weight: 700 }
p { text-indent: 2em; text-align: justify }
table { border-collapse: collapse; table-layout: fixed; width: 100% }
td, th { border: .5pt solid #000 }
.end { display: inline-block }
"""
ROW = '<tr><th rowspan="2" scope="row">一</th><td>二</td></tr><tr><td>三</td></tr>'
PAGE = f"""
<html lang="zh-CN"><title>页</title><style>{STYLE}</style><h1>题</h1>
<p>{"各项指标按“计划”完成，执行率100%。" * 30}</p><ul><li>附件</li></ul><div class="end">署名</div>
<div class="form"><table><caption>表</caption><thead><tr><th>甲</th><th>乙</th></tr></thead>{ROW * 9}</table></div>
</html>
"""

with suppress(Exception):
    printed(PAGE)
