"""A model of a disk that loses what was not flushed.

What a power cut may leave, by the letter of POSIX and no kinder:

- the bytes of a file are safe when the file was flushed after they were written. Until then each sector of each write,
  and each change of the length, is there or not, in any order;
- a name is safe when its directory was flushed after the name was made, changed or removed. Until then each such change
  is there or not, whatever became of the file. A rename within a directory is one change; one from a directory into
  another is two, and never takes the old name away without giving the new one;
- flushing a file says nothing about its name.
"""

import dataclasses

SECTOR = 512


@dataclasses.dataclass(frozen=True)
class Change:
    """One thing that may be lost by itself."""

    #: The number of the file or directory it belongs to.
    node: int
    #: ("sector", offset, bytes), ("length", n), ("name", name, node or None), ("swap", old, new, node) or
    #: ("leave", name, the change of the other directory that gives the new name)
    what: tuple


class Disk:
    """Names and bytes as a program sees them, and the changes that are not safe yet."""

    def __init__(self, root):
        self.root = root
        self.now = {0: {}}  # node: its bytes, or its names
        self.safe = {0: {}}
        self.pending = []
        self.handles = {}

    def _node(self, path):
        node = 0
        for name in self._names(path):
            node = self.now[node][name]
        return node

    def _names(self, path):
        return [name for name in path[len(self.root):].split("/") if name]

    def _place(self, path):
        *parents, name = self._names(path)
        node = 0
        for parent in parents:
            node = self.now[node][parent]
        return node, name

    def _new(self, content):
        node = len(self.now)
        self.now[node] = content
        self.safe[node] = type(content)()
        return node

    def _name(self, directory, name, node):
        if node is None:
            del self.now[directory][name]
        else:
            self.now[directory][name] = node
        self.pending.append(Change(directory, ("name", name, node)))

    # What the recorder saw.

    def open(self, descriptor, is_new, path):
        if is_new:
            directory, name = self._place(path)
            self._name(directory, name, self._new(bytearray()))
        self.handles[descriptor] = self._node(path)

    def write(self, descriptor, offset, data):
        node = self.handles[descriptor]
        file = self.now[node]
        if len(file) < offset + len(data):
            file.extend(bytes(offset + len(data) - len(file)))
        file[offset:offset + len(data)] = data
        position = 0
        while position < len(data):
            end = min(len(data), (offset + position) // SECTOR * SECTOR + SECTOR - offset)
            self.pending.append(Change(node, ("sector", offset + position, bytes(data[position:end]))))
            position = end

    def truncate(self, descriptor, length):
        node = self.handles[descriptor]
        file = self.now[node]
        del file[length:]
        file.extend(bytes(length - len(file)))
        self.pending.append(Change(node, ("length", length)))

    def flush(self, descriptor):
        node = self.handles[descriptor]
        for change in self.pending:
            if change.node == node:
                apply(change, self.safe)
        self.pending = [change for change in self.pending if change.node != node]

    def rename(self, old, new):
        (source, old_name), (target, new_name) = self._place(old), self._place(new)
        node = self.now[source].pop(old_name)
        self.now[target][new_name] = node
        if source == target:
            self.pending.append(Change(source, ("swap", old_name, new_name, node)))
        else:
            arrival = Change(target, ("name", new_name, node))
            self.pending.append(arrival)
            self.pending.append(Change(source, ("leave", old_name, arrival)))

    def link(self, old, new):
        directory, name = self._place(new)
        self._name(directory, name, self._node(old))

    def unlink(self, path):
        self._name(*self._place(path), None)

    def mkdir(self, path):
        directory, name = self._place(path)
        self._name(directory, name, self._new({}))

    def plant(self, path, data):
        """A file that was there all the time, as far as the disk knows."""
        *parents, name = self._names(path)
        node = 0
        for parent in parents:
            if parent not in self.now[node]:
                self.now[node][parent] = self._new({})
            self.safe[node][parent] = self.now[node][parent]
            node = self.now[node][parent]
        file = self._new(bytearray(data))
        self.safe[file] = bytearray(data)
        self.now[node][name] = self.safe[node][name] = file

    # What a power cut leaves.

    def after(self, kept):
        """The nodes as they are when only these of the pending changes reached the disk."""
        left = {node: type(content)(content) for node, content in self.safe.items()}
        pending = set(map(id, self.pending))
        chosen = set(map(id, kept))
        for change in kept:
            if change.what[0] == "leave" and id(change.what[2]) in pending and id(change.what[2]) not in chosen:
                continue  # the old name does not go before the new one has come
            apply(change, left)
        return left


def apply(change, nodes):
    content = nodes[change.node]
    match change.what:
        case ("sector", offset, data):
            if len(content) < offset + len(data):
                content.extend(bytes(offset + len(data) - len(content)))
            content[offset:offset + len(data)] = data
        case ("length", length):
            del content[length:]
            content.extend(bytes(length - len(content)))
        case ("name", name, None):
            content.pop(name, None)
        case ("name", name, node):
            content[name] = node
        case ("swap", old, new, node):
            content.pop(old, None)
            content[new] = node
        case ("leave", name, _):
            content.pop(name, None)


def events(path):
    """The recorder's file as (name, arguments): see preload/storage.c."""
    text = path.read_bytes()
    position = 0
    while position < len(text):
        end = text.index(b"\n", position)
        name, _, rest = text[position:end].decode().partition(" ")
        position = end + 1
        match name:
            case "open":
                descriptor, is_new, file = rest.split(" ", 2)
                yield name, (int(descriptor), int(is_new), file)
            case "write":
                descriptor, offset, length = map(int, rest.split())
                yield name, (descriptor, offset, text[position:position + length])
                position += length
            case "truncate":
                yield name, tuple(map(int, rest.split()))
            case "flush":
                yield name, (int(rest),)
            case "rename" | "link":
                yield name, tuple(rest.split("\t"))
            case _:
                yield name, (rest,)
