"""The administrator's choice of how grave the findings of a check are."""

from typing import Any

from django import forms

from departments.forms.records import RecordForm
from indicators.models import Scheme

from ..checks import CHECKS
from ..models import CheckSetting

PERSONAL = ("T14", "T15")


class CheckSettingForm(RecordForm):
    """One severity, for a scheme, a level of units and a year, or for all of them."""

    back = "reports:check_settings"
    check_id = forms.ChoiceField(label="校验")
    scheme = forms.ChoiceField(label="指标体系方案", required=False)
    year = forms.IntegerField(
        label="评价年度", required=False, min_value=2000, max_value=2100, help_text="留空表示各年度。"
    )

    class Meta:
        model = CheckSetting
        fields = ["check_id", "scheme", "level", "year", "severity", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = sorted((check.id, f"{check.id} {check.title}") for check in CHECKS.values())
        fields: dict[str, Any] = self.fields
        fields["check_id"].choices = [("", "请选择"), *rows]
        names = dict(Scheme.objects.order_by("name", "version").values_list("name", "title"))
        fields["scheme"].choices = [("", "全部方案"), *sorted(names.items())]
        fields["level"].choices = CheckSetting.Level.choices
        self.initial["year"] = self.instance.year or None

    def clean_year(self) -> int:
        """Every year, where none is named."""
        return self.cleaned_data["year"] or 0

    def clean(self) -> dict[str, Any]:
        """Keep what protects persons and secrets as grave as it is."""
        cleaned = super().clean() or self.cleaned_data
        check_id, severity = cleaned.get("check_id"), cleaned.get("severity")
        if check_id in PERSONAL and severity and severity != CHECKS[check_id].severity:
            self.add_error("severity", "个人信息和密级标识的校验由法规规定，等级不能调整。")
        return cleaned
