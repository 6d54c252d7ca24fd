"""`mim add --full` of a version that is in the cache already."""

import json


def test_what_is_extracted_later_is_said_and_said_once(run_mim, synthetic_zip, tmp_path):
    """The version is not added again; External Documents/ is extracted, the next time nothing."""
    cache = tmp_path / "cache"
    run_mim("add", synthetic_zip, cache=cache)

    def added(format_: str):
        return run_mim("add", synthetic_zip, "--full", "-f", format_, cache=cache).out

    assert "External Documents extracted" in added("text")
    again = json.loads(added("json"))["data"]
    assert (again["added"], again["extended"]) == (False, False)
    assert again["external_documents"] == "extracted"
    assert "External Documents extracted" not in added("text")
