"""What the tests share: a synthetic MiM, what is true of it, archives of it, real terminals."""
