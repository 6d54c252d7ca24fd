"""What changed in meaning between two versions of the manual: records in, records out."""
