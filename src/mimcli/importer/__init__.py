"""From a source to a version in the cache: `stages` is the whole of it on one screen."""
