"""A MiM on the web: what is asked for, what came, which pages belong to it.

Everything here but `http` is free of the network: pages and answers come in, decisions go out.
"""
