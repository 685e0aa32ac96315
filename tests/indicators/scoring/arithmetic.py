"""A pocket calculator for the formulas in explanations, independent of the code that wrote them."""

import ast
import operator
import re
from fractions import Fraction

OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def recompute(formula):
    """Return the exact value of a formula as printed, labels and all."""
    bare = re.sub(r"[^\d.()÷×−+\-]", "", formula)
    for printed, code in (("÷", "/"), ("×", "*"), ("−", "-")):
        bare = bare.replace(printed, code)
    return _value(ast.parse(bare, mode="eval").body, bare)


def _value(node, source):
    if isinstance(node, ast.BinOp):
        return OPERATIONS[type(node.op)](_value(node.left, source), _value(node.right, source))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, source)
    return Fraction(ast.get_source_segment(source, node))
