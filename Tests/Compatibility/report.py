"""What came out: a line for each row that differs while it runs, and the page for the documentation."""

import difflib
import re
import shlex

#: Which verdict says more about an option that several rows have.
ORDER = ["equal", "better", "different", "missing"]


def tell(comparison, clients):
    """Shows a row that differs."""
    row = comparison.row
    call = row.call
    if comparison.is_missing:
        print(f"missing: {call}: {comparison.ours.errors[:200]}", flush=True)
    if comparison.verdict == "equal":
        if row.better:
            print(f"no more different: {call}", flush=True)
        return
    print(f"{comparison.verdict}: {call} [{row.cloud}]: {', '.join(comparison.differences)}", flush=True)
    if comparison.verdict == "better":
        return
    theirs, ours = comparison.theirs, comparison.ours
    pairs = [("output", comparison.settled(theirs.output), comparison.settled(ours.output)), ("errors", theirs.errors[-400:], ours.errors[-400:])]
    if "what was done" in comparison.differences:
        pairs.append(("done", theirs.traces.replace(", ", ",\n"), ours.traces.replace(", ", ",\n")))
    for name, one, other in pairs:
        lines = difflib.unified_diff(one.splitlines(), other.splitlines(), f"{clients[0].name} {name}", f"imgsh {name}", n=0, lineterm="")
        for line in list(lines)[:14]:
            print("    " + line[:220], flush=True)


class Summary:
    """All rows together: for each option of each command, how it fares."""

    def __init__(self, commands, global_options, comparisons, clients, jobs):
        self.order = "one after the other" if jobs == 1 else f"{jobs} at a time, each for itself"
        self.comparisons = comparisons
        self.clients = clients
        self.commands = {
            name: {option.name: "missing" for option in command.options} for name, command in commands.items()
        }
        self.verdicts = {name: "missing" for name in commands}
        self.globals = {option.name: "missing" for option in global_options}
        by_spelling = {spelling: option.name for option in global_options for spelling in option.spellings}
        for comparison in comparisons:
            row = comparison.row
            verdict = "missing" if comparison.is_missing else comparison.verdict
            # --version has no command.
            command = commands.get(row.command)
            if command:
                self._note(self.verdicts, row.command, verdict)
            for word in shlex.split(row.arguments) if command else []:
                option = command.option(word)
                if option:
                    self._note(self.commands[row.command], option.name, verdict)
            for word in shlex.split(row.leading) + (["--os-cloud"] if row.cloud else []):
                if word in by_spelling:
                    self._note(self.globals, by_spelling[word], verdict)

    @staticmethod
    def _note(table, name, verdict):
        table[name] = min(table[name], verdict, key=ORDER.index)

    def count(self, verdict):
        return sum(list(options.values()).count(verdict) for options in self.commands.values())

    @property
    def is_good(self):
        return all(comparison.verdict != "different" for comparison in self.comparisons)

    @property
    def line(self):
        counts = {verdict: sum(c.verdict == verdict for c in self.comparisons) for verdict in ORDER[:3]}
        times = ", ".join(f"{client.name} {client.seconds:.1f} s" for client in self.clients)
        options = ", ".join(f"{self.count(verdict)} {verdict}" for verdict in ORDER)
        return f"rows: {counts}; options of commands: {options}; {times}"

    def agrees_with(self, page):
        """Whether the page names every row that is better, and no other."""
        named = set(re.findall(r"\(row `([^`]+)`\)", page))
        better = {comparison.row.call for comparison in self.comparisons if comparison.verdict == "better"}
        for row in sorted(better - named):
            print(f"docs/openstack-differences.md lacks: (row `{row}`)")
        for row in sorted(named - better):
            print(f"docs/openstack-differences.md names a row that shows no difference: {row}")
        return named == better

    def page(self):
        """docs/compatibility.md"""
        total = sum(len(options) for options in self.commands.values())
        theirs, ours = self.clients
        good = sum(verdict in ("equal", "better") for verdict in self.verdicts.values())
        lines = [
            "# imgsh beside the openstack client",
            "",
            "Made by `make compatibility`: both are called with the same arguments on the same Glance, and what they print",
            "(as JSON, YAML, CSV, values, shell or table), the exit status (0 or not) and what they leave behind are compared.",
            "",
            "| | equal | better | different | missing |",
            "|---|---|---|---|---|",
            self._totals("rows", [c.verdict for c in self.comparisons]),
            self._totals(f"{len(self.verdicts)} commands", list(self.verdicts.values())),
            self._totals(f"{total} options of commands", [v for o in self.commands.values() for v in o.values()]),
            self._totals(f"{len(self.globals)} global options", list(self.globals.values())),
            "",
            f"Time of all {theirs.calls} calls, {self.order}: `openstack` {theirs.seconds:.0f} s, "
            f"`imgsh` {ours.seconds:.0f} s.",
            "",
            "*Better* is what `docs/openstack-differences.md` lists: `openstack` has a defect there, and imgsh does what was",
            "meant. What the lab has not is compared by its refusal: servers, volumes, certificates to verify signatures by, and the",
            "logins of other identity providers, of which options are tried beside a password as well, where they have no effect.",
            "",
            "| command | options | equal | better | different or missing |",
            "|---|---|---|---|---|",
        ]
        for name, options in self.commands.items():
            bad = [f"`{option}`" for option, verdict in options.items() if verdict in ("different", "missing")]
            if self.verdicts[name] in ("different", "missing"):
                bad.insert(0, f"the command: {self.verdicts[name]}")
            values = list(options.values())
            lines.append(
                f"| `{name}` | {len(options)} | {values.count('equal')} | {values.count('better')} | {', '.join(bad)} |"
            )
        lines += ["", "## Better", ""]
        for comparison in self.comparisons:
            if comparison.verdict == "better":
                lines.append(f"- `{comparison.row.call}`: {comparison.row.better}")
        different = [c for c in self.comparisons if c.verdict == "different"]
        if different:
            lines += ["", "## Different", ""]
            lines += [f"- `{c.row.call}`: {', '.join(c.differences)}" for c in different]
        missing = [f"`{name}`" for name, verdict in self.globals.items() if verdict == "missing"]
        if missing:
            lines += ["", "## Global options without a row", "", ", ".join(missing)]
        return "\n".join(lines) + "\n"

    @staticmethod
    def _totals(what, verdicts):
        return f"| {what} | " + " | ".join(str(verdicts.count(verdict)) for verdict in ORDER) + " |"


class GlanceSummary:
    """The rows of the glance client."""

    def __init__(self, commands, comparisons, clients):
        self.comparisons = comparisons
        self.clients = clients
        self.verdicts = {}
        for comparison in comparisons:
            verdict = "missing" if comparison.is_missing else comparison.verdict
            name = comparison.row.command
            # A command is as good as its worst row.
            self.verdicts[name] = max(self.verdicts.get(name, "equal"), verdict, key=ORDER.index)
        self.without_rows = [name for name in commands if name not in self.verdicts]

    @property
    def is_good(self):
        return all(comparison.verdict != "different" for comparison in self.comparisons)

    @property
    def line(self):
        counts = {verdict: list(self.verdicts.values()).count(verdict) for verdict in ORDER}
        times = ", ".join(f"{client.name} {client.seconds:.1f} s" for client in self.clients)
        return f"glance: {counts} commands, {len(self.without_rows)} without a row; {times}"

    def section(self):
        theirs, ours = self.clients
        verdicts = list(self.verdicts.values())
        lines = [
            "## Beside the glance client",
            "",
            "The same for `glance`: its tables are read, and imgsh is called as `glance`.",
            "",
            "| | " + " | ".join(ORDER) + " |",
            "|---|---|---|---|---|",
            f"| {len(self.comparisons)} rows | "
            + " | ".join(str([c.verdict for c in self.comparisons].count(verdict)) for verdict in ORDER)
            + " |",
            f"| {len(verdicts)} commands | " + " | ".join(str(verdicts.count(verdict)) for verdict in ORDER) + " |",
            "",
            f"Time of all {theirs.calls} calls: `glance` {theirs.seconds:.0f} s, `imgsh` {ours.seconds:.0f} s.",
            "",
        ]
        different = [c for c in self.comparisons if c.verdict != "equal"]
        if different:
            lines += ["Not equal:", ""]
            lines += [f"- `{c.row.call}`: {c.row.better or ', '.join(c.differences)}" for c in different] + [""]
        if self.without_rows:
            lines += ["Without a row: " + ", ".join(f"`{name}`" for name in self.without_rows) + "."]
        return "\n".join(lines) + "\n"
