"""The arithmetic of docs/operators/scaling.md is right, line by line."""

import ast
import operator
import re
from collections.abc import Callable
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "operators" / "scaling.md"
LINE = re.compile(r"^\| ([^|]+) \| ([\d.,()×÷+ ]+) \| ([\d.,]+) \|$", re.MULTILINE)
DOES: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def value(expression: str) -> float:
    def of(node: ast.expr) -> float:
        if isinstance(node, ast.Constant):
            assert isinstance(node.value, int | float)
            return float(node.value)
        assert isinstance(node, ast.BinOp)
        return DOES[type(node.op)](of(node.left), of(node.right))

    plain = expression.replace(",", "").replace("×", "*").replace("÷", "/")
    return of(ast.parse(plain.strip(), mode="eval").body)


def test_every_line_is_right() -> None:
    lines = LINE.findall(PAGE.read_text(encoding="utf-8"))
    assert lines
    for what, arithmetic, result in lines:
        assert value(result) == pytest.approx(value(arithmetic), rel=0.02, abs=0.0005), what
