from unhook.export.naming import named


def test_a_name_hangs_on_the_thing_alone() -> None:
    assert str(named("indicator", "host", "a.example.net")) == "2d3f54aa-8382-5682-aeb3-4a4655689aff"
    assert named("indicator", "host", "a.example.net") != named("attribute", "host", "a.example.net")
    assert named("x", "\ud800").version == 5
