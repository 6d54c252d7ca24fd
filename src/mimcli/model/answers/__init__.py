"""What the query layer returns: one frozen record a question, one module a question family.

The field names are the JSON keys and the column names of the command-line contract, in this
order; adding a field is allowed, renaming one is a breaking change.

The modules are apart because a record costs some 0.7 ms to define when the program starts: a
command imports those of its own answer only.
"""
