"""The yearly round."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property

from departments.forms.records import RecordForm, offer, page_helper, state_mark
from departments.forms.worded import WordedForm
from departments.models import Cycle, Department
from departments.stages import LEVEL_NAMES, LONGEST_NAME, LONGEST_REVIEW, MOST, Level, Stage, as_stored

from ..models import Scheme

LEVELS = [(level.value, name) for level, name in LEVEL_NAMES.items()]
STAGES_HELP = (
    '<p class="hint">按先后顺序填写一至四个环节，不用的留空。由所选层级单位的审核人办理；'
    "主管部门自身的自评没有上级主管部门，该环节与本单位环节合并。审核期限自收到之日起算，不限的留空。"
    "修改只影响以后送审的自评。</p>"
)


def _names(number: int) -> tuple[str, str, str, str]:
    """Return the names of the fields of one stage."""
    return f"stage_{number}_name", f"stage_{number}_level", f"stage_{number}_days", f"stage_{number}_judges"


class CycleForm(RecordForm):
    """Year, dates, scheme and stages; year and scheme are fixed once an evaluation has started."""

    back = "indicators:cycle_list"
    chain_based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    scheme = forms.ModelChoiceField(
        Scheme.objects.filter(kind=Scheme.Kind.WHOLE), label="部门整体支出方案", empty_label="请选择"
    )
    project_scheme = forms.ModelChoiceField(
        Scheme.objects.filter(kind=Scheme.Kind.PROJECT),
        label="项目支出方案",
        empty_label="本年度不开展项目支出自评",
        required=False,
    )

    class Meta:
        model = Cycle
        fields = ["year", "opens_on", "due_on", "closes", "scheme", "project_scheme"]
        help_texts = {
            "year": "被评价的预算年度，如2022。",
            "closes": "勾选后，截止日期一过即停止填报和送审，须由管理员办理延期；不勾选的，逾期仍可填报。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            chosen = dict(self.instance.schemes.values_list("kind", "scheme"))
            self.initial["scheme"] = chosen.get(Scheme.Kind.WHOLE, "")
            self.initial["project_scheme"] = chosen.get(Scheme.Kind.PROJECT, "")
            for name in ("year", "scheme", "project_scheme"):
                self.fields[name].disabled = self.is_in_use
        chain = self.instance.chain
        for number in range(MOST):
            self._offer_stage(number, chain[number] if number < len(chain) else None)
        self.initial["chain_based_on"] = self._mark

    @cached_property
    def helper(self) -> FormHelper:
        """The fields of the round, then its stages, one in each line."""
        stages = [Div(*_names(number), css_class="stage-row") for number in range(MOST)]
        chain = Fieldset("审核环节", HTML(STAGES_HELP), *stages, "chain_based_on")
        return page_helper("based_on", *self.Meta.fields, chain, back=self.back)

    def clean(self) -> dict[str, Any]:
        """Read the chain; a stage without a name is none."""
        cleaned = super().clean()
        chain = [self._stage(cleaned, number) for number in range(MOST) if cleaned.get(_names(number)[0])]
        if not chain and not any(name in self.errors for name in self.fields):
            self.add_error("stage_0_name", "请至少填写一个审核环节。")
        for stage in chain:
            if sum(other.name == stage.name for other in chain) > 1:
                self.add_error(None, f"审核环节“{stage.name}”重复，请改用不同的名称。")
                break
        if cleaned.get("chain_based_on") not in ("", None, self._stored_mark()):
            self.add_error(None, "审核环节在您打开页面后已被修改，请打开新页面核对后再改。")
        self.instance.stages = as_stored(chain) if chain else self.instance.stages
        return cleaned

    def _offer_stage(self, number: int, stage: Stage | None) -> None:
        name, level, days, judges = _names(number)
        self.fields[name] = forms.CharField(label=f"第{number + 1}环节", max_length=LONGEST_NAME, required=False)
        self.fields[level] = forms.ChoiceField(label="由谁审核", choices=LEVELS, required=False)
        self.fields[days] = forms.IntegerField(
            label="审核期限（天）", min_value=1, max_value=LONGEST_REVIEW, required=False
        )
        self.fields[judges] = forms.BooleanField(label="须作三项判断", required=False)
        shown = stage or Stage("", list(Level)[min(number, len(Level) - 1)])
        self.initial.update({name: shown.name, level: shown.level, days: shown.days or "", judges: shown.judges})

    def _stage(self, cleaned: dict[str, Any], number: int) -> Stage:
        name, level, days, judges = (cleaned.get(field) for field in _names(number))
        return Stage(" ".join(str(name).split()), Level(level or Level.OWN), bool(judges), days)

    @property
    def _mark(self) -> str:
        return state_mark(self.instance, ["stages"])

    def _stored_mark(self) -> str:
        stored = Cycle.objects.filter(pk=self.instance.pk).first()
        return state_mark(stored, ["stages"]) if stored else self._mark

    @property
    def schemes(self) -> list[Scheme]:
        """The schemes that were chosen."""
        chosen = (self.cleaned_data["scheme"], self.cleaned_data["project_scheme"])
        return [scheme for scheme in chosen if scheme]

    @cached_property
    def is_in_use(self) -> bool:
        """Whether an evaluation has started."""
        return self.instance.evaluations.exists()


class StartForm(WordedForm, forms.Form):
    """The departments whose evaluations are to start."""

    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label="单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一个单位。"},
    )

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        offer(self, "departments", departments)

    @cached_property
    def helper(self) -> FormHelper:
        """The list and a button."""
        return page_helper("departments", button="开启所选单位的自评")
