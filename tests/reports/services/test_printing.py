import pytest

from departments.workflow import Status
from reports import services
from reports.jobs import request_preview, request_publication
from reports.models import Job
from reports.services.printing import GlyphsMissing, missing_text, remarks

pytestmark = [pytest.mark.pdf, pytest.mark.files, pytest.mark.usefixtures("renders_anew")]


def write(stage, text):
    """Put `text` where the report prints it."""
    duty = stage.evaluation.duties.first()
    stage.evaluation.duties.filter(pk=duty.pk).update(title=text)


@pytest.mark.parametrize(
    ("text", "character", "named"),
    [
        pytest.param("负责墨山𠀀村的民生保障", "𠀀", "𠀀（U+20000，见“", id="in no font"),
        pytest.param("负责☑登记工作", "☑", "☑（U+2611，见“", id="in a font that is not the report's"),
    ],
)
def test_character_that_no_intended_font_has_stops_the_publication(stage, settings, text, character, named):
    write(stage, text)
    stage.reviewed()

    with pytest.raises(GlyphsMissing) as refused:
        services.publish_now(stage.evaluation, actor=stage.publisher)

    assert named in str(refused.value)
    assert text[:4] in str(refused.value)
    assert stage.reload().status == Status.APPROVED
    assert not list(settings.PUBLIC_ROOT.glob("*/*/*"))


def test_job_says_in_chinese_why_it_stopped(stage, django_capture_on_commit_callbacks):
    write(stage, "负责墨山𠀀村的民生保障")
    stage.reviewed()

    with django_capture_on_commit_callbacks(execute=True):
        job = request_publication(stage.reload(), actor=stage.publisher)

    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert "报告所用的字体没有以下字符" in job.messages[-1]
    assert not any("notdef" in message for message in job.messages)


def test_preview_is_made_and_warns(stage, django_capture_on_commit_callbacks):
    write(stage, "负责墨山𠀀村的民生保障")

    with django_capture_on_commit_callbacks(execute=True):
        job = request_preview(stage.evaluation, actor=stage.preparer)

    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert any("不能公开" in message and "U+20000" in message for message in job.messages)


def test_rare_characters_of_the_fonts_are_published(stage):
    write(stage, "负责镕𬭎㛃祎喆堃㙟䶮有关工作")

    assert stage.published().number == 1


def test_remarks_in_another_language_go_to_the_log(caplog):
    assert list(remarks(["Ignored property", "字体缺失"])) == ["排版提示：字体缺失"]
    assert "Ignored property" in caplog.text


def test_many_characters_are_counted_not_all_listed():
    characters = "".join(map(chr, range(0x20000, 0x2000C)))

    told = missing_text(characters, f"<style>𠀀</style><p>甲&amp;{characters}</p>")

    assert "𠀀（U+20000，见“甲&𠀀" in told
    assert told.count("U+") == 10
    assert "等 12 个字符" in told
