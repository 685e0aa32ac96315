import pytest

from departments.stages import Level, Stage, as_stored, fixed, path_of, read

OWN, SUPERVISING, TOP = (
    Stage("单位负责人"),
    Stage("主管部门", Level.SUPERVISING),
    Stage("财政复核", Level.TOP, judges=True, days=15),
)


@pytest.mark.parametrize(
    ("chain", "path", "departments"),
    [
        pytest.param((OWN, SUPERVISING, TOP), "1/5/9/", [9, 5, 1], id="a unit below its 主管部门"),
        pytest.param((OWN, SUPERVISING, TOP), "1/5/", [5, 1], id="a 主管部门 itself has no stage twice"),
        pytest.param((OWN, SUPERVISING, TOP), "1/5/7/9/", [9, 5, 1], id="a unit two levels below its 主管部门"),
        pytest.param((OWN, SUPERVISING, TOP), "1/", [1], id="the top reviews itself once"),
        pytest.param((SUPERVISING, TOP), "1/5/", [5, 1], id="its own stage is that of its level"),
        pytest.param((OWN, Stage("集体审议"), TOP), "1/5/", [5, 5, 1], id="two stages of one level are meant"),
    ],
)
def test_a_submission_fixes_whose_reviewers_act(chain, path, departments):
    assert [stage.department for stage in fixed(chain, path_of(path))] == departments


def test_a_chain_is_stored_without_loss():
    chain = fixed((OWN, SUPERVISING, TOP), (1, 5, 9))

    assert read(as_stored(chain)) == chain
