-- The interaction diagrams of the domains' manuals, in the manuals' order.
CREATE TABLE diagram (
    id      INTEGER PRIMARY KEY,
    domain  INTEGER NOT NULL REFERENCES domain (id),
    page    TEXT NOT NULL,
    section TEXT,                          -- number of the heading above it: '5.1'
    title   TEXT,                          -- of that heading
    anchor  TEXT,
    image   TEXT                           -- path; NULL: the publication has no such file
);
CREATE INDEX diagram_domain ON diagram (domain);

-- The roles and interactions that a diagram shows and links, from top to bottom.
CREATE TABLE diagram_item (
    diagram  INTEGER NOT NULL,             -- diagram.id
    position INTEGER NOT NULL,             -- from 0
    artefact TEXT NOT NULL,                -- an application role or interaction
    "left"   INTEGER NOT NULL,             -- pixels from the drawing's left edge
    top      INTEGER NOT NULL,             -- pixels from its top
    PRIMARY KEY (diagram, position)
) WITHOUT ROWID;
CREATE INDEX diagram_item_artefact ON diagram_item (artefact);
