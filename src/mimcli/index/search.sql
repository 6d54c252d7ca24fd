-- Full text: every word of the publication's pages, cut into passages.

CREATE TABLE page (
    id    INTEGER PRIMARY KEY,
    path  TEXT NOT NULL,                   -- of a page, or of an example file
    title TEXT                             -- as the browser's window shows it
);

-- What can be found. Each text is kept once, wherever it stands; passage_place says where.
CREATE TABLE passage (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,                 -- an artefact's kind ('interaction' ...), 'domain',
                                           -- 'table_row', 'tabular_view', 'vocabulary', 'code', 'oid',
                                           -- 'datatype', 'constraint', 'section', 'change',
                                           -- 'glossary', 'example', 'rmim', 'reference' (who uses
                                           -- what), 'page' (before the first heading)
    name    TEXT,                          -- what it can be asked for by: an id, a code, an OID
    title   TEXT,                          -- the heading; of a row, what its first cell states
    context TEXT,                          -- the heading above; of a code, its vocabulary; of a row,
                                           -- its class
    text    TEXT,
    words   TEXT                           -- found, never shown: the words within names, and the
                                           -- names of the domain
);

CREATE TABLE passage_place (
    passage  INTEGER NOT NULL,
    position INTEGER NOT NULL,             -- from 0
    page     INTEGER,                      -- page.id
    anchor   TEXT,
    domain   INTEGER,                      -- domain.id
    view     INTEGER,                      -- of a row: table_row.view
    "row"    INTEGER,                      -- of a row: table_row.position
    PRIMARY KEY (passage, position)
) WITHOUT ROWID;

-- SELECT rowid FROM search WHERE search MATCH '"nhs number"' ORDER BY bm25(search)
CREATE VIRTUAL TABLE search USING fts5(
    name, title, context, text, words,
    content = 'passage', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
