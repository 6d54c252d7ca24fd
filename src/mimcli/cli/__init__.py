"""The command line: the only room that reads argv, writes to streams and exits."""
