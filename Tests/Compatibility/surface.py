"""The commands and options of the openstack client, from its own parsers."""

import argparse
import importlib.metadata
import os

#: The parts of the client that imgsh takes the place of.
GROUPS = {"openstack.image.v2": lambda name: True, "openstack.compute.v2": lambda name: name == "server_image_create"}


class Client:
    """As much of the client's application as its parsers ask for."""

    class Manager:
        cacert = None
        session = None

        def __getattr__(self, name):
            return None

    client_manager = Manager()
    options = argparse.Namespace()
    stdout = None

    def __init__(self):
        from openstackclient.shell import OpenStackShell

        self.command_manager = OpenStackShell().command_manager


class Option:
    """One option of a command, with all its spellings."""

    def __init__(self, action):
        self.spellings = list(action.option_strings)
        self.takes_value = action.nargs != 0

    @property
    def name(self):
        return next((text for text in self.spellings if text.startswith("--")), self.spellings[0])


class Command:
    """One command of the client."""

    def __init__(self, name, parser, output):
        self.name = name
        actions = [action for action in parser._actions if action.option_strings and action.help != "==SUPPRESS=="]
        self.options = [Option(action) for action in actions if "--help" not in action.option_strings]
        self.output = output

    def option(self, word):
        """The option a word stands for, also abbreviated; None for a word that is none."""
        text = word.split("=", 1)[0]
        if not text.startswith("-") or text == "-":
            return None
        for option in self.options:
            if text in option.spellings:
                return option
        if text.startswith("--"):
            found = [o for o in self.options if any(s.startswith(text) for s in o.spellings)]
            return found[0] if len(found) == 1 else None
        return next((o for o in self.options if text[:2] in o.spellings), None)


def commands():
    """Every command by its name, in the order of their names."""
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    from cliff.lister import Lister
    from cliff.show import ShowOne

    client = Client()
    found = {}
    for group, wanted in GROUPS.items():
        for point in importlib.metadata.entry_points(group=group):
            if not wanted(point.name):
                continue
            kind = point.load()
            name = point.name.replace("_", " ")
            parser = kind(client, argparse.Namespace(), cmd_name=name).get_parser("openstack " + name)
            output = "list" if issubclass(kind, Lister) else "show" if issubclass(kind, ShowOne) else None
            found[name] = Command(name, parser, output)
    return dict(sorted(found.items()))


def global_options():
    """The client's own options, that stand before a command."""
    from openstackclient.shell import OpenStackShell

    shell = OpenStackShell()
    parser = shell.build_option_parser(shell.DEFAULT_VERSION if hasattr(shell, "DEFAULT_VERSION") else "", "")
    return [
        Option(action)
        for action in parser._actions
        if action.option_strings and action.help != "==SUPPRESS==" and "--help" not in action.option_strings
    ]


def glance_commands():
    """The names of the glance client's commands."""
    from glanceclient.v2 import shell

    return sorted(name[3:].replace("_", "-") for name in dir(shell) if name.startswith("do_"))
