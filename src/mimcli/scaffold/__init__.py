"""Making new messages: from the content model of the schemas and the rows of the message tables.

Pure: a manual and a name in, records out. `making` is the way in; `building` walks the model,
`values` and `datatypes` say what stands in a place, `writing` makes XML of it.
"""
