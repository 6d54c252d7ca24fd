"""`mim`: a command-line explorer for the NHS Spine Message Implementation Manual."""

__version__ = "0.1.0"
