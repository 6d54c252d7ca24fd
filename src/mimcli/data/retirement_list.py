"""NHS England's list of fully retired domains."""

from functools import cache

from mimcli.data.files import text
from mimcli.model.retirement import ListedName, RetirementList


@cache
def read_retirement_list() -> RetirementList:
    """Return NHS England's list of fully retired domains, with its source and date."""
    # Deferred: json costs two milliseconds that only `mim retired` has a use for.
    import json  # noqa: PLC0415

    data = json.loads(text("retirement.json"))
    return RetirementList(
        source=data["source"],
        address=data["address"],
        last_edited=data["last_edited"],
        fully_retired=tuple(
            ListedName(entry["name"], tuple(entry.get("aliases", ())), entry.get("reason", ""))
            for entry in data["fully_retired"]
        ),
        others=data["others"],
    )
