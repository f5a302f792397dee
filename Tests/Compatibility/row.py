"""One row of a table: what is called, and where the clients may differ.

A row is a command and its arguments. Names in braces stand for things that are made for the row, anew for each client:

    {seed}        an active image that all rows share, and nobody changes     {seed_id}  its ID
    {active}      an active image    {queued}  one without data    {shared}  one that is shared with the project 'other'
    {protected}   a protected one    {hidden}  a hidden one        {tagged}  one with tags and properties
    {slashed}     the name of one, with a backslash in it
    {asked}       one of the project 'other' that is shared with 'demo', which has not answered
    {new}         a name nobody has  {uuid}    an ID nobody has
    {ns}          a namespace of metadata definitions with all there can be in one    {locked}  a protected one
    {lines}       a namespace with texts of several lines
    {file}        a file with data   {full}  one of the row's own   {out}     the name of a file that is not there
    {other}       the ID of the project 'other'    {signkey}  a file with a private key

Whatever a row made or changed is compared as well, not only what was printed.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    command: str
    arguments: str = ""
    cloud: str = "lab-user"
    leading: str = ""
    stdin: bytes | None = None
    #: Why the answers may differ: what openstack gets wrong, and imgsh gets right.
    better: str | None = None
    #: The variables both are given.
    environment: tuple = ()
    #: Whether what is printed counts, beside the status and what is left behind.
    compares_output: bool = True
    #: Typed at the terminal again and again, for whoever asks something.
    typed: bytes | None = None

    @property
    def call(self):
        """As it is typed, with the names in braces."""
        words = " ".join(word for word in (self.leading, self.command, self.arguments) if word)
        return words.replace("{{", "{").replace("}}", "}")


def R(command, arguments="", **more):
    return Row(command, arguments, **more)


ADMIN = {"cloud": "lab-admin"}
TWO = {"cloud": "lab-two-admin"}
SEED = "--tag cmp-seed"
