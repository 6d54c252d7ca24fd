"""Where a MiM comes from: a zip or a folder. The only readers of foreign bytes."""
