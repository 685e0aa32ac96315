"""Drawing a sample, and writing down what checking it has found."""

from decimal import Decimal
from secrets import token_hex
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet

from departments.forms.lines import LinesField
from departments.forms.organisation import DepartmentChoiceField
from departments.forms.records import offer, page_helper
from departments.forms.worded import WordedForm
from departments.models import Cycle, Department, Evaluation

from ..models import Sample, SampledEvaluation

RANDOM = (Sample.Method.NUMBER, Sample.Method.SHARE)
NEEDED = {
    Sample.Method.NUMBER: ("number", "请填写抽取个数。"),
    Sample.Method.SHARE: ("percent", "请填写抽取比例。"),
    Sample.Method.AMOUNT: ("amount", "请填写预算金额。"),
    Sample.Method.HAND: ("reason", "指定单位的，请说明理由。"),
}


class SampleForm(WordedForm, forms.ModelForm):
    """Rule and numbers of a draw; units are named only by hand."""

    department = DepartmentChoiceField(Department.objects.none(), label="抽查范围（本单位及所属单位）")
    number = forms.IntegerField(label="抽取个数", required=False, min_value=1, max_value=30000)
    percent = forms.DecimalField(
        label="抽取比例（%）",
        required=False,
        min_value=Decimal("0.01"),
        max_value=100,
        decimal_places=2,
        help_text="每个主管部门各按此比例抽取，不足一个的抽一个。",
    )
    amount = forms.DecimalField(
        label="预算金额（元）",
        required=False,
        min_value=0,
        max_digits=15,
        decimal_places=2,
        help_text="年初预算达到此数的全部抽取。",
    )
    codes = LinesField(
        label="指定单位的预算编码", required=False, most=500, longest=20, help_text="仅用于指定单位，每行一个编码。"
    )

    class Meta:
        model = Sample
        fields = ["cycle", "department", "method", "number", "percent", "amount", "seed", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2}), "method": forms.RadioSelect}
        help_texts = {
            "seed": "可以填写当众产生的数字，如摇号结果；不填的由系统产生。任何人凭种子都能重新得出同样的名单。"
        }

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        offer(self, "department", departments)
        offer(self, "cycle", Cycle.objects.order_by("-year"))
        self.fields["method"].choices = Sample.Method.choices  # type: ignore[attr-defined]
        self.helper: FormHelper = page_helper(
            "cycle",
            "department",
            "method",
            "number",
            "percent",
            "amount",
            "codes",
            "seed",
            "reason",
            button="抽取",
            back="reports:samples",
        )

    def clean(self) -> dict[str, Any]:
        """Ask for what the rule needs, and for nothing else."""
        said = super().clean() or self.cleaned_data
        method = said.get("method")
        if method in RANDOM and not said.get("seed"):
            said["seed"] = token_hex(8)
        if method in NEEDED and said.get(NEEDED[method][0]) in (None, "") and NEEDED[method][0] not in self.errors:
            self.add_error(*NEEDED[method])
        if method == Sample.Method.HAND and not said.get("codes"):
            self.add_error("codes", "请填写指定单位的预算编码，每行一个。")
        if unknown := [code for code in said.get("codes") or () if code not in self._known(said)]:
            self.add_error("codes", f"以下编码在所选范围和年度内没有已送审的自评：{'、'.join(unknown)}。")
        return said

    def _known(self, said: dict[str, Any]) -> set[str]:
        return {row.department.code for row in self.chosen_from(said)}

    @staticmethod
    def chosen_from(said: dict[str, Any]) -> QuerySet[Evaluation]:
        """Return the submitted evaluations that are named by hand."""
        if not (said.get("cycle") and said.get("department")):
            return Evaluation.objects.none()
        below = said["department"].path
        rows = Evaluation.objects.filter(cycle=said["cycle"], department__path__startswith=below)
        return rows.exclude(submitted_at=None).filter(department__code__in=said.get("codes") or ())


class ResultForm(WordedForm, forms.ModelForm):
    """What checking one evaluation once more has found."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = SampledEvaluation
        fields = ["score", "opinion"]
        widgets = {"opinion": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, data: Any, *, row: SampledEvaluation) -> None:
        super().__init__(data, instance=row, initial={"based_on": row.version}, label_suffix="")
        self.fields["score"].required = True
        self.own = row.evaluation.scorecard.total
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a deviation."""
        said = super().clean() or self.cleaned_data
        score = said.get("score")
        if score is not None and score != self.own and not said.get("opinion"):
            self.add_error("opinion", f"抽查得分与自评得分 {self.own} 不同，请说明理由。")
        return said
