"""The scripts that make the reference pages, as modules."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import make_reference  # noqa: E402
import reference_commands  # noqa: E402
import reference_facts  # noqa: E402
import reference_json  # noqa: E402

__all__ = ["ROOT", "make_reference", "reference_commands", "reference_facts", "reference_json"]
