-- Vocabularies, object identifiers, datatypes, template constraints.

-- One row a vocabulary: a page of Vocabulary/, an enumeration of a schema (dt/, VocabularySchemas/,
-- and HL7's own in voc/), or both.
CREATE TABLE vocabulary (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE COLLATE NOCASE,
    code_system TEXT,                      -- its OID; several vocabularies may share one
    version     TEXT,
    status      TEXT,                      -- 'active', 'created', 'deprecated'
    date        TEXT,                      -- ISO; as written where it is no date
    description TEXT,
    comment     TEXT,
    page        TEXT,
    schema      TEXT,                      -- path of the XSD that enumerates it
    origin      TEXT NOT NULL              -- 'page', 'schema' or 'both'
);
CREATE INDEX vocabulary_code_system ON vocabulary (code_system);

-- In the page's order; codes that only the schema has come last.
CREATE TABLE code (
    vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
    position   INTEGER NOT NULL,
    code       TEXT NOT NULL,
    display    TEXT,
    note       TEXT,
    retired    INTEGER NOT NULL,           -- 1: the page shows it as retired, or its note says so
    in_page    INTEGER NOT NULL,
    in_schema  INTEGER NOT NULL,
    group_name TEXT,                       -- the codes above it, or the heading that it stands under
    PRIMARY KEY (vocabulary, position)
) WITHOUT ROWID;
CREATE INDEX code_code ON code (code COLLATE NOCASE);

-- The SNOMED CT subsets that a vocabulary consists of.
CREATE TABLE subset (
    vocabulary  INTEGER NOT NULL REFERENCES vocabulary (id),
    position    INTEGER NOT NULL,
    name        TEXT,
    original_id TEXT,
    PRIMARY KEY (vocabulary, position)
) WITHOUT ROWID;

CREATE TABLE oid (
    oid         TEXT PRIMARY KEY,
    name        TEXT,                      -- of one that the catalogue lacks: its vocabularies' names
    description TEXT,
    issuer      TEXT,
    abstract    INTEGER NOT NULL,          -- 1: a node of the hierarchy, never in a message
    parent      TEXT,                      -- the longest other OID of this table that it begins with
    page        TEXT,
    anchor      TEXT,
    origin      TEXT NOT NULL              -- 'catalogue', else 'vocabulary' or 'schema': who uses it
) WITHOUT ROWID;
CREATE INDEX oid_parent ON oid (parent);

-- Types and flavours of the datatypes page, and the named types of dt/datatype*.xsd.
CREATE TABLE datatype (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,            -- 'IVL<TS>', 'II.NPfIT.uuid.mandatory', 'Identifier Global';
                                           -- types that differ in letter case only ('ST', 'st') are two
    kind         TEXT NOT NULL,            -- 'type', 'flavour', 'schema' (only a schema has it)
    title        TEXT,
    base         TEXT,                     -- of a flavour its type (or types: 'CD, CE, CV'); else what
                                           -- its schema type derives from
    section      TEXT,
    description  TEXT,
    examples     TEXT,
    page         TEXT,
    anchor       TEXT,
    schema       TEXT,                     -- path
    schema_type  TEXT,                     -- 'IVL_TS'
    described_by INTEGER REFERENCES datatype (id) -- of a schema's flavour: the page's that it carries out
);
CREATE INDEX datatype_name ON datatype (name COLLATE NOCASE);
CREATE INDEX datatype_title ON datatype (title COLLATE NOCASE);
CREATE INDEX datatype_schema_type ON datatype (schema_type);

-- The tables of the datatypes page: what a type or flavour is made of.
CREATE TABLE datatype_part (
    datatype    INTEGER NOT NULL REFERENCES datatype (id),
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    cardinality TEXT,                      -- '1', '0..1', '1..*'; '0': must not be there
    type        TEXT,
    text        TEXT,
    inside      INTEGER,                   -- position of the part that it belongs to
    PRIMARY KEY (datatype, position)
) WITHOUT ROWID;

-- What the schema demands of a type, all that it derives from taken into account.
CREATE TABLE datatype_rule (
    datatype INTEGER NOT NULL REFERENCES datatype (id),
    position INTEGER NOT NULL,
    what     TEXT NOT NULL,                -- 'required-attribute', 'optional-attribute',
                                           -- 'prohibited-attribute' (value: its type), 'element' (value:
                                           -- '0..1 IVL_TS'), 'prohibited-element', 'content' (value:
                                           -- 'text'), 'choice' (value: which elements go together,
                                           -- as a DTD writes it: 'low, high? | high'), 'fixed', 'default', 'list-of', 'member', or a
                                           -- facet: 'pattern', 'enumeration', 'minLength' ...
    subject  TEXT,                         -- the attribute or element; NULL: the value itself
    value    TEXT,
    PRIMARY KEY (datatype, position)
) WITHOUT ROWID;

-- What descriptions of table rows name: an OID, or a flavour of a datatype by its title.
CREATE TABLE mention (
    kind TEXT NOT NULL,                    -- 'oid' or 'flavour'
    name TEXT NOT NULL,
    text INTEGER NOT NULL REFERENCES prose (id),
    PRIMARY KEY (kind, name, text)
) WITHOUT ROWID;
CREATE INDEX mention_text ON mention (text);

-- A choice of templates: 'NPFIT-000024#Role'.
CREATE TABLE template_constraint (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,             -- 'Act', 'ActRef', 'Role', 'Section'
    description TEXT,
    version     TEXT,
    status      TEXT,
    page        TEXT,
    schema      TEXT
) WITHOUT ROWID;

CREATE TABLE constraint_template (
    "constraint" TEXT NOT NULL,
    position     INTEGER NOT NULL,
    template     TEXT NOT NULL,            -- that it allows
    PRIMARY KEY ("constraint", position)
) WITHOUT ROWID;
CREATE INDEX constraint_template_template ON constraint_template (template);

-- The models that use a constraint, as Mif/TemplateConfig.xml has them.
CREATE TABLE constraint_model (
    "constraint" TEXT NOT NULL,
    position     INTEGER NOT NULL,
    domain       TEXT NOT NULL,
    model        TEXT NOT NULL,
    PRIMARY KEY ("constraint", position)
) WITHOUT ROWID;
CREATE INDEX constraint_model_model ON constraint_model (model);

-- The templates that a message may carry (pages *-TemplateList.htm).
CREATE TABLE template_list (
    message  TEXT NOT NULL,
    position INTEGER NOT NULL,
    template TEXT NOT NULL,
    name     TEXT,
    PRIMARY KEY (message, position)
) WITHOUT ROWID;
CREATE INDEX template_list_template ON template_list (template);

-- Which templates a template may refer to within one message (pages *-Reference Usage.htm).
CREATE TABLE template_reference (
    message      TEXT NOT NULL,
    position     INTEGER NOT NULL,
    template     TEXT NOT NULL,            -- that refers
    "constraint" TEXT NOT NULL,
    conformance  TEXT,                     -- 'optional', 'mandatory'
    target       TEXT NOT NULL,
    allowed      INTEGER NOT NULL,
    PRIMARY KEY (message, position)
) WITHOUT ROWID;
CREATE INDEX template_reference_template ON template_reference (template);

-- Care record element types (CRE) that a template or CMET carries.
CREATE TABLE record_element (
    artefact   TEXT NOT NULL,
    position   INTEGER NOT NULL,
    code       TEXT,                       -- SNOMED CT
    name       TEXT,
    section    TEXT,                       -- usually the domain
    class_name TEXT,
    shaded     INTEGER NOT NULL,           -- 1: the page shows it in grey, as not to be used for now
    PRIMARY KEY (artefact, position)
) WITHOUT ROWID;

-- Other pages that a definition links.
CREATE TABLE artefact_page (
    artefact TEXT NOT NULL,
    role     TEXT NOT NULL,                -- 'change-history', 'template-list', 'reference-usage',
                                           -- 'storyboard'
    position INTEGER NOT NULL,
    page     TEXT NOT NULL,
    anchor   TEXT,
    PRIMARY KEY (artefact, role, position)
) WITHOUT ROWID;

-- Where things are used in message tables.
CREATE INDEX table_row_vocabulary ON table_row (vocabulary COLLATE NOCASE)
    WHERE vocabulary IS NOT NULL;
CREATE INDEX table_row_datatype ON table_row (datatype) WHERE datatype IS NOT NULL;
CREATE INDEX table_row_description ON table_row (description) WHERE description IS NOT NULL;
CREATE INDEX table_row_target ON table_row (target) WHERE kind IN ('cmet', 'template');
CREATE INDEX table_row_constraint ON table_row ("constraint") WHERE "constraint" IS NOT NULL;
CREATE INDEX tabular_view_key ON tabular_view (key);
CREATE INDEX table_row_fixed_oid ON table_row (fixed) WHERE fixed GLOB '*.*.*';
