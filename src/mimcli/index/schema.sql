-- The index of one MiM version. Public and documented (docs/reference/index-schema.md):
-- open it in any SQLite client. Paths are relative to the MiM's root, with `/`.
-- A NULL means "not stated"; an empty string does not occur where NULL can.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,   -- 'mim_version', 'issued' (ISO date), 'partial' ('0' or '1');
                              -- 'title': of a Domain Message Specification;
                              -- 'completed_from': where the names of a partial one are from
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One row a domain of the contents menu, in menu order.
CREATE TABLE domain (
    id                  INTEGER PRIMARY KEY,
    name                TEXT NOT NULL,     -- as the menu shows it: 'LRs'
    folder              TEXT NOT NULL,     -- under Domains/, or a top folder: 'Legitimate Relationships'
    category            TEXT,              -- 'Administrative'; NULL: the menu has it in none
    publication_status  TEXT,              -- 'Normative', 'Draft', 'Reference', 'Informative'
    version             TEXT,              -- of the domain's implementation manual: '5.3'
    version_status      TEXT,              -- 'Issued', 'Draft'
    overview            TEXT,
    change_history_page TEXT,
    page                TEXT               -- its implementation manual
);

-- Everything that has an artefact id: interactions, application roles, trigger events,
-- message types, CMETs, templates.
CREATE TABLE artefact (
    id          TEXT NOT NULL UNIQUE,      -- 'PRPA_IN000203UK06'
    kind        TEXT NOT NULL,             -- 'interaction', 'message_type', 'cmet', 'template' ...
    stem        TEXT NOT NULL,             -- 'PRPA_IN000203'
    title       TEXT,
    description TEXT,
    domain      INTEGER REFERENCES domain (id),
    section     TEXT,                      -- heading number in its implementation manual
    page        TEXT,
    anchor      TEXT,
    standing    TEXT NOT NULL              -- 'defined': by a page; 'xml-only': only the interaction XML
                                           -- has it; 'schema-only': only a schema has it;
                                           -- 'mentioned': only other artefacts refer to it. In a
                                           -- partial publication also 'catalogued': its schema is here,
                                           -- its title and domain are bundled with mim; 'bundled':
                                           -- nothing of it is here, all is bundled
);
CREATE INDEX artefact_stem ON artefact (stem);
CREATE INDEX artefact_domain ON artefact (domain, kind);

-- What an interaction is made of, after reconciliation.
CREATE TABLE relation (
    subject  TEXT NOT NULL,                -- the interaction
    relation TEXT NOT NULL,                -- 'sending_role', 'receiving_role', 'trigger_event',
                                           -- 'transmission_wrapper', 'control_act_wrapper',
                                           -- 'message_type', 'wire_payload'
    position INTEGER NOT NULL,             -- from 0; some interactions have three receiving roles
    object   TEXT NOT NULL,                -- an artefact id
    title    TEXT,                         -- as the interaction's own table words it
    sources  TEXT NOT NULL,                -- which accounts agree: 'manual,xml,schema';
                                           -- 'bundled': none here, but what is bundled with mim
    PRIMARY KEY (subject, relation, position)
) WITHOUT ROWID;
CREATE INDEX relation_object ON relation (object, relation);

-- "Receiver Responsibilities": what the receiver has to answer, and when.
CREATE TABLE responsibility (
    interaction TEXT NOT NULL,
    position    INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    response    TEXT NOT NULL,             -- an interaction id
    PRIMARY KEY (interaction, position)
) WITHOUT ROWID;
CREATE INDEX responsibility_response ON responsibility (response);

-- The files of a message type, CMET or template; and of a batch interaction, which is its own
-- wrapper and so is modelled under its own id.
CREATE TABLE definition (
    id              TEXT PRIMARY KEY,      -- 'PRPA_MT000206UK06'
    entry_class     TEXT,
    tabular_view_id TEXT,                  -- 'PRPA_HD000206UK06'
    tabular_view    TEXT,                  -- path
    rmim_id         TEXT,
    rmim            TEXT,                  -- path of the R-MIM page
    mif             TEXT,                  -- path
    schema          TEXT                   -- path
) WITHOUT ROWID;
CREATE INDEX definition_tabular_view ON definition (tabular_view_id);
CREATE INDEX definition_rmim ON definition (rmim_id);

CREATE TABLE tabular_view (
    id         TEXT PRIMARY KEY,           -- 'PRPA_HD000206UK06', 'COCD_TP145001UK03'
    page       TEXT NOT NULL,
    rmim_id    TEXT,
    rmim       TEXT,
    generation TEXT NOT NULL,              -- 'mif' or 'hmd': which generator made the page
    key        INTEGER NOT NULL            -- table_row.view
) WITHOUT ROWID;

-- The message tables, row by row in the manual's order.
CREATE TABLE table_row (
    view            INTEGER NOT NULL,      -- tabular_view.key
    position        INTEGER NOT NULL,      -- from 0
    owner           INTEGER,               -- position of the row that this one belongs to
    path            TEXT NOT NULL,         -- from the entry class: 'Entry.subject.patient.id'
    depth           INTEGER NOT NULL,      -- steps from the entry class
    kind            TEXT NOT NULL,         -- 'class', 'attribute', 'association', 'choice', 'cmet', 'template'
    role            TEXT,                  -- of an association: 'connector' or 'target'
    name            TEXT NOT NULL,
    min             INTEGER,
    max             INTEGER,               -- NULL: no limit, if min is stated
    conformance     TEXT,                  -- 'M' mandatory, 'R' required
    datatype        TEXT,
    vocabulary      TEXT,                  -- by its name; NULL where the page has a code in its place
    coding_strength TEXT,                  -- 'CNE' or 'CWE'
    fixed           TEXT,
    "default"       TEXT,
    "constraint"    TEXT,                  -- template constraint: 'NPFIT-000024#Role'
    target          TEXT,                  -- class name, CMET id or template constraint; of a shadow,
                                           -- the anchor of the association that it stands for
    target_row      INTEGER,               -- position of the class row (of a shadow: the association)
                                           -- that it leads to
    class_kind      TEXT,                  -- 'act', 'role', 'entity', 'participation' ...
    rim_class       TEXT,
    anchor          TEXT,
    description     INTEGER REFERENCES prose (id),
    code            TEXT,                  -- the one code allowed, which the page has in the vocabulary's
                                           -- place: 'EVN'
    PRIMARY KEY (view, position)
) WITHOUT ROWID;
CREATE INDEX table_row_choice ON table_row (target) WHERE kind = 'choice';

-- Descriptions of table rows, each kept once.
CREATE TABLE prose (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);

CREATE TABLE schema (
    path             TEXT PRIMARY KEY,     -- 'Schemas/PRPA_IN000203UK06.xsd'
    id               TEXT,                 -- artefact id in its name
    target_namespace TEXT
) WITHOUT ROWID;
CREATE INDEX schema_id ON schema (id);

-- What a schema includes or imports, in the order it does.
CREATE TABLE schema_reference (
    schema    TEXT NOT NULL,
    position  INTEGER NOT NULL,
    reference TEXT NOT NULL,               -- 'include', 'import', 'redefine'
    target    TEXT NOT NULL,               -- path (in the file's own letter case)
    missing   INTEGER NOT NULL,            -- 1: the publication has no such file
    PRIMARY KEY (schema, position)
) WITHOUT ROWID;

CREATE TABLE example (
    artefact TEXT NOT NULL,                -- what it is an example of
    path     TEXT NOT NULL,
    id       TEXT,                         -- 'PRPA_EX000206UK06'
    label    TEXT,
    origin   TEXT NOT NULL,                -- 'link': the manual links it there; 'root': its root element
                                           -- is the interaction; 'schema': it names that schema itself;
                                           -- 'name': its file name has the number
    PRIMARY KEY (artefact, path)
) WITHOUT ROWID;

-- Every file of the tree, to find one in any letter case.
CREATE TABLE file (
    key  TEXT PRIMARY KEY,                 -- path in lower case
    path TEXT NOT NULL
) WITHOUT ROWID;

-- What is wrong with the publication, and what was made of it.
CREATE TABLE finding (
    id       INTEGER PRIMARY KEY,
    severity TEXT NOT NULL,                -- 'error', 'warning', 'info'
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    page     TEXT,
    anchor   TEXT,
    detail   TEXT NOT NULL,
    chosen   TEXT,
    rule     TEXT
);
CREATE INDEX finding_subject ON finding (subject);
