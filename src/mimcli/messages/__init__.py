"""Messages: finding them in whatever they come in, and recognising what each of them is.

Pure: bytes in, records out; nothing here prints, exits, or knows of the command line.
"""
