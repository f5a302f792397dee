"""Figures of whole commands, each beside a peer or a limit of the same run."""
