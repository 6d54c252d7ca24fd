"""Several accounts of one fact in, one truth and the overruled statements out.

`rules` holds every rule with its reason; the other modules apply them. No disk, no printing.
"""
