"""The bundled catalogue of the newest MiM is what its own index says."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import load_catalogue
from mimcli.data.files import FOLDER

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_catalogue.py"


@pytest.mark.corpus
def test_the_script_makes_the_bundled_catalogue_again_from_the_real_manual(real_cache, tmp_path):
    """Made anew from the index of the real zip, byte for byte."""
    (index,) = (real_cache / "index-v2").glob("*.db")
    (tmp_path / "catalogue").mkdir()

    subprocess.run(
        [sys.executable, str(SCRIPT), "--from-index", str(index), "--data", str(tmp_path)],
        check=True,
    )

    version = index.stem.partition("+")[0]
    made = (tmp_path / "catalogue" / f"{version}.tsv").read_text(encoding="utf-8")
    assert version in bundled_catalogues()
    assert made == (FOLDER / "catalogue" / f"{version}.tsv").read_text(encoding="utf-8")


@pytest.mark.corpus
def test_the_catalogue_has_every_interaction_of_the_index_with_its_relations(real_cache):
    """Counted in the index itself, not by the script that makes the catalogue."""
    (index,) = (real_cache / "index-v2").glob("*.db")
    version = index.stem.partition("+")[0]
    connection = sqlite3.connect(f"{index.as_uri()}?mode=ro", uri=True)
    interactions = {
        row[0] for row in connection.execute("SELECT id FROM artefact WHERE kind = 'interaction'")
    }
    relations = set(connection.execute("SELECT subject, relation, object FROM relation"))
    connection.close()

    catalogue = load_catalogue(version)

    assert {one.id for one in catalogue.artefacts if one.kind == "interaction"} == interactions
    assert {(one.subject, one.relation, one.object) for one in catalogue.relations} == relations


def test_no_catalogue_has_more_than_names_and_relations():
    """Titles are short; a description or any markup of the manual would not be."""
    for version in bundled_catalogues():
        catalogue = load_catalogue(version)
        for artefact in catalogue.artefacts:
            assert len(artefact.title) <= 150, artefact
            assert "<" not in artefact.title, artefact
