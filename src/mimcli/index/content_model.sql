-- What the schemas say of the messages: their types, and the elements and attributes in them.
-- The tabular views (table_row) say what a message means; how its elements are called on the wire,
-- and which flavour of a datatype each has, only the schemas say.

CREATE TABLE schema_type (
    key        INTEGER PRIMARY KEY,
    name       TEXT,                       -- 'PRPA_MT000203UK04.Author', 'II.NPfIT.uuid.mandatory';
                                           -- NULL: the type of one element or attribute, kept once
                                           -- for all that say the same
    kind       TEXT NOT NULL,              -- 'complex', 'simple', 'group', 'element' (global)
    base       TEXT,                       -- what it derives from; of a global element its type
    derivation TEXT,                       -- 'restriction', 'extension', 'list', 'union'
    mixed      INTEGER NOT NULL,           -- 1: text may stand between its elements
    schema     TEXT                        -- path of the file; of a nameless one the first
);
CREATE INDEX schema_type_name ON schema_type (name) WHERE name IS NOT NULL;

-- In the schema's order; a nested sequence is unfolded in its place.
CREATE TABLE schema_part (
    owner     INTEGER NOT NULL,            -- schema_type.key
    position  INTEGER NOT NULL,
    kind      TEXT NOT NULL,               -- 'element', 'attribute', 'group', 'any'
    name      TEXT,
    namespace TEXT,                        -- of an element from another namespace
    min       INTEGER NOT NULL,            -- a required attribute has 1
    max       INTEGER,                     -- NULL: no limit; 0: prohibited
    choice    INTEGER,                     -- parts with the same number are alternatives
    type      TEXT,                        -- schema_type.name
    type_key  INTEGER,                     -- schema_type.key, where the type has no name
    fixed     TEXT,
    "default" TEXT,
    PRIMARY KEY (owner, position)
) WITHOUT ROWID;

-- Where a type is used, and where a value is fixed.
CREATE INDEX schema_part_type ON schema_part (type) WHERE type IS NOT NULL;
CREATE INDEX schema_part_type_key ON schema_part (type_key) WHERE type_key IS NOT NULL;
CREATE INDEX schema_part_fixed ON schema_part (fixed) WHERE fixed IS NOT NULL;
CREATE INDEX schema_type_nameless ON schema_type (base) WHERE name IS NULL;

-- What a simple type demands of a value.
CREATE TABLE schema_facet (
    owner         INTEGER NOT NULL,        -- schema_type.key
    position      INTEGER NOT NULL,
    facet         TEXT NOT NULL,           -- 'enumeration', 'pattern', 'minLength' ...
    value         TEXT NOT NULL,
    documentation TEXT,
    PRIMARY KEY (owner, position)
) WITHOUT ROWID;
