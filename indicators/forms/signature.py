"""填报信息: who filled the form in, who answers for it, and when."""

from typing import Any

from crispy_forms.layout import Layout

from departments.forms.layouts import line
from departments.forms.rows import RowForm
from departments.forms.screens import Screen
from departments.models import Evaluation


class SignatureForm(RowForm):
    """The people behind the report; names and phone are never published."""

    class Meta:
        model = Evaluation
        fields = ["filled_by", "head", "phone", "completed_on"]
        help_texts = {
            "phone": "只供审核联系，不对外公开。",
            "completed_on": "印在报告末尾的日期，不早于评价年度结束。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(line(filled_by=6, head=6), line(phone=6, completed_on=6))


class SignatureScreen(Screen):
    """Who, by whom, when."""

    guided_as = "signature"

    def build(self) -> None:
        """Add the one row: the evaluation itself."""
        self.add_row("signature", SignatureForm, self.evaluation)
