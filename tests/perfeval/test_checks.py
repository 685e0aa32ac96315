import pytest

from perfeval import checks, machine

ABSENT = machine.Library("HarfBuzz Subset", "no-such-library", 0)


@pytest.fixture
def no_fonts(tmp_path, monkeypatch):
    """Give fontconfig a configuration of its own: no folder with fonts at all."""
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))
    machine.font_families.cache_clear()
    yield
    machine.font_families.cache_clear()


@pytest.fixture
def no_fontconfig(monkeypatch):
    monkeypatch.setenv("PATH", "")
    machine.font_families.cache_clear()
    yield
    machine.font_families.cache_clear()


def found(messages):
    return [message.id for message in messages]


def test_a_machine_that_was_set_up_has_nothing_to_say():
    assert machine.is_ready()
    assert checks.libraries_are_installed(None) == []
    assert checks.fonts_are_installed(None) == []


def test_missing_pango_is_told_with_its_consequence(monkeypatch):
    monkeypatch.setattr(machine, "PANGO", (ABSENT, *machine.PANGO))

    [message] = checks.libraries_are_installed(None)

    assert message.id == "perfeval.W001"
    assert "不能生成 PDF" in message.msg
    assert "make run" in message.hint


def test_missing_subsetter_is_told_with_its_consequence(monkeypatch):
    monkeypatch.setattr(machine, "HARFBUZZ_SUBSET", ABSENT)

    assert found(checks.libraries_are_installed(None)) == ["perfeval.W002"]
    assert not machine.is_ready()


@pytest.mark.usefixtures("no_fontconfig")
def test_without_fontconfig_fonts_cannot_be_verified():
    assert found(checks.fonts_are_installed(None)) == ["perfeval.W003"]


@pytest.mark.usefixtures("no_fonts")
def test_each_missing_typeface_is_named_with_what_replaces_it():
    messages = checks.fonts_are_installed(None)

    assert found(messages) == ["perfeval.W004"] * len(machine.TYPEFACES) + ["perfeval.W005"]
    assert messages[1].msg == "未安装仿宋字体：报告的正文将改用 Noto Serif CJK SC，与公文格式不同。"
    assert not machine.is_ready()


@pytest.mark.usefixtures("no_fonts")
def test_replaced_official_fonts_are_only_a_remark():
    [message] = checks.official_fonts_are_installed(None)

    assert message.id == "perfeval.I001"
    assert "方正小标宋简体、仿宋_GB2312、楷体_GB2312、黑体、宋体" in message.msg
    assert not message.is_serious()


@pytest.mark.parametrize(
    ("families", "available", "official"),
    [
        pytest.param({"仿宋_GB2312"}, True, True, id="official"),
        pytest.param({"FandolFang"}, True, False, id="free counterpart"),
        pytest.param({"Noto Sans CJK SC"}, False, False, id="something else"),
    ],
)
def test_a_typeface_is_carried_by_official_or_free_fonts(families, available, official):
    [fangsong] = [typeface for typeface in machine.TYPEFACES if typeface.title == "仿宋"]

    assert fangsong.is_available(frozenset(families)) is available
    assert fangsong.is_official(frozenset(families)) is official
