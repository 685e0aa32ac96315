"""The forms of hand-over: the administrator's targets, the publisher's receipts."""

from datetime import date
from pathlib import Path
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property

from departments import clock
from departments.forms.fields import DayInput
from departments.forms.organisation import DepartmentChoiceField
from departments.forms.records import RecordForm, page_helper
from departments.forms.worded import WordedForm
from departments.models import Department

from ..handover.places.folder import is_allowed
from ..models import IndexNumber, Receipt, Target

NEEDED: dict[str, tuple[str, ...]] = {
    Target.Transport.FOLDER: ("path",),
    Target.Transport.SFTP: ("host", "port", "username", "host_key", "path", "secret"),
    Target.Transport.S3: ("endpoint", "bucket", "secret"),
}
"""What each way must be told."""
ASKED: dict[str, tuple[str, ...]] = {
    Target.Transport.FOLDER: ("path",),
    Target.Transport.SFTP: ("host", "port", "username", "host_key", "path", "secret"),
    Target.Transport.S3: ("endpoint", "region", "bucket", "path", "secret"),
    Target.Transport.MANUAL: (),
}
"""What each way is asked for, in this order."""
OF_WAYS = {name for names in ASKED.values() for name in names}
SECRETS: dict[str, str] = {
    Target.Transport.SFTP: "SFTP用 HANDOVER_XIAN_KEY 或 HANDOVER_XIAN_PASSWORD",
    Target.Transport.S3: "S3用 HANDOVER_XIAN_ACCESS_KEY 和 HANDOVER_XIAN_SECRET_KEY",
}
PATHS: dict[str, str] = {
    Target.Transport.FOLDER: "绝对路径，须在系统允许的范围内。",
    Target.Transport.SFTP: "服务器上的目录。",
    Target.Transport.S3: "存储桶内的前缀，可不填。",
}


class TargetForm(RecordForm):
    """Where reports go, how, and in which form; only what the way asks for is shown, of an unknown way everything."""

    back = "reports:target_list"
    department = DepartmentChoiceField(Department.objects.all(), label="适用单位", required=False)

    class Meta:
        model = Target
        fields = [
            "name", "department", "transport", "form", "metadata", "path", "host", "port", "username", "host_key",
            "endpoint", "region", "bucket", "secret", "public_address", "is_active",
        ]  # fmt: skip
        help_texts = {
            "metadata": "只用于移交包。",
            "host": "如 sftp.example.gov.cn。",
            "host_key": "一行“类型 密钥”，如 ssh-ed25519 AAAA…，请向对方核实。服务器的密钥与此不同时不登录。",
            "endpoint": "如 https://s3.example.gov.cn。",
            "public_address": "移交后可以访问网页的网址，以 / 结尾；填写后系统会读回网页核对。",
            "is_active": "停用后不再移交，已有的移交记录保留。",
        }

    def __init__(self, *args: Any, transport: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["department"].empty_label = "全部单位"
        fields["department"].help_text = "包括其所属单位；一个单位可有多个目标。"
        self._ask(self.data.get("transport") or transport or self.instance.transport)

    def _ask(self, transport: str) -> None:
        """Ask for what one way needs, and say how it is meant there."""
        if transport not in ASKED:
            return
        fields: dict[str, Any] = self.fields
        self.initial["transport"], fields["transport"].widget = transport, forms.HiddenInput()
        for name in OF_WAYS - set(ASKED[transport]):
            del fields[name]
        if "path" in fields:
            fields["path"].help_text = PATHS[transport]
        if "secret" in fields:
            said = f"名称为 XIAN 时，{SECRETS[transport]}（均可加 _FILE）。"
            fields["secret"].help_text = f"密码和密钥不填在这里，由系统管理员设在环境变量中：{said}"

    @cached_property
    def helper(self) -> FormHelper:
        """The fields by what they are about."""
        transport: str = self.initial.get("transport", "")
        label = dict(Target.Transport.choices).get(transport)
        names = [name for name in ASKED.get(transport, sorted(OF_WAYS)) if name in self.fields]
        where = [Fieldset(f"移交到哪里：{label}" if label else "移交到哪里", *names)] if names else []
        return page_helper(
            "transport",
            Fieldset("移交什么", "name", "department", "form", "metadata"),
            *where,
            Fieldset("核对", "public_address", "is_active"),
            back=self.back,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        cleaned = super().clean()
        transport = cleaned.get("transport")
        for name in NEEDED.get(transport or "", ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, f"请填写{self.fields[name].label}。")
        if transport == Target.Transport.MANUAL and cleaned.get("form") == Target.Form.PAGES:
            self.add_error("form", "人工上传只能使用移交包，请改选移交包。")
        if transport == Target.Transport.FOLDER and cleaned.get("path") and not is_allowed(Path(cleaned["path"])):
            allowed = "、".join(map(str, settings.HANDOVER_ROOTS))
            self.add_error("path", f"目录须是绝对路径，且在允许的范围内：{allowed}。")
        return cleaned


class ReceiptForm(WordedForm, forms.ModelForm):
    """What the receiving portal has answered about one edition."""

    class Meta:
        model = Receipt
        fields = ["index_number", "received_on", "page_address"]
        widgets = {"received_on": DayInput()}
        help_texts = {
            "index_number": "接收网站编定的索引号；只填网页地址时，系统从网页上读取。",
            "page_address": "网站上报告网页的地址，系统会读回核对标题、发布机构、日期和附件。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.helper = page_helper(*self.fields, button="登记")

    def clean_received_on(self) -> date:
        """Refuse a day that has not come, or that lies before the publication."""
        day: date = self.cleaned_data["received_on"]
        published = timezone.localdate(self.instance.delivery.edition.published_at)
        if day > clock.today() or day < published:
            raise ValidationError(f"回执日期应在公开之日（{published:%Y-%m-%d}）以后、今天以前，请核对。")
        return day

    def clean_index_number(self) -> str:
        """Refuse a number that another report has."""
        number: str = self.cleaned_data["index_number"]
        evaluation = self.instance.delivery.edition.evaluation_id
        others = Receipt.objects.exclude(delivery__edition__evaluation=evaluation)
        own = IndexNumber.objects.exclude(evaluation=evaluation)
        if number and (others.filter(index_number=number).exists() or own.filter(text=number).exists()):
            raise ValidationError(f"索引号 {number} 已用于另一份报告，请核对。")
        return number
