"""What the rows work on, made for each client as a row asks for it, and what is left of it."""

import json
import os
import time
import uuid

from readings import plain, settled
from stage import DATA

#: What stands before the names of what is made, for the one client and the other.
SIDES = ("cmp-a-", "cmp-b-")


class Things(dict):
    """What stands for the names in braces, made when a row asks for it."""

    def __init__(self, stage, mark, cloud, shared):
        super().__init__()
        self.stage = stage
        self.mark = mark
        self.names = 0
        self.cloud = cloud or "lab-user"
        self.shared = shared
        #: What to look at afterwards: the kind of thing, and its name or ID.
        self.made = []

    def __missing__(self, name):
        value = self.shared[name] if name in self.shared else getattr(self, "make_" + name)()
        self[name] = value
        return value

    def new_name(self):
        # The same for both sides, but for the mark.
        self.names += 1
        return f"{self.mark}{self.names:02}"

    def image(self, cloud=None, **fields):
        image = self.stage.image(self.new_name(), cloud=cloud or self.cloud, **fields)
        self.made.append(("image", image, self.region))
        return image

    @property
    def region(self):
        return "lab-two-admin" if self.cloud.startswith("lab-two") else "lab-admin"

    def make_new(self):
        return self.new_name()

    def make_uuid(self):
        return str(uuid.uuid4())

    def make_active(self):
        return self.image()

    def make_queued(self):
        return self.image(data=False)

    def make_protected(self):
        return self.image(protected=True)

    def make_hidden(self):
        return self.image(os_hidden=True)

    def make_private(self):
        return self.image(visibility="shared")

    def make_tagged(self):
        return self.image(tags=["one", "two"], a="b", b="x y", os_distro="debian", quote='it\'s "so"')

    def make_slashed(self):
        """The name of one."""
        name = self.new_name() + "\\one"
        self.made.append(("image", self.stage.image(name, cloud=self.cloud), self.region))
        return name

    def make_shared(self):
        image = self.image(visibility="shared")
        self.stage.share(image, self["other"], cloud=self.cloud)
        self.made.append(("members", image, self.region))
        return image

    def make_asked(self):
        image = self.image(cloud="lab-other", visibility="shared")
        self.stage.share(image, self["demo"], cloud="lab-other")
        self.made.append(("members", image, self.region))
        return image

    def make_inactive(self):
        image = self.image()
        self.stage.cloud(self.cloud).image.post(f"/images/{image}/actions/deactivate")
        return image

    def make_staged(self):
        image = self.image(data=False)
        kind = {"Content-Type": "application/octet-stream"}
        self.stage.cloud(self.cloud).image.put(f"/images/{image}/stage", data=DATA, headers=kind)
        return image

    def make_stored(self):
        """In two stores."""
        image = self.image()
        glance = self.stage.cloud("lab-admin").image
        body = {"method": {"name": "copy-image"}, "stores": ["slow"], "all_stores_must_succeed": True}
        answer = glance.post(f"/images/{image}/import", json=body)
        if answer.status_code != 202:
            raise RuntimeError(answer.text)
        for _ in range(200):
            record = self.stage.record(image)
            if set((record.get("stores") or "").split(",")) >= {"fast", "slow"}:
                return image
            time.sleep(0.05)
        raise RuntimeError(f"{image} is not copied")

    def make_ns(self):
        name = self.stage.namespace(self.new_name())
        self.made.append(("definition", name, None))
        return name

    def make_locked(self):
        name = self.stage.namespace(self.new_name(), protected=True)
        self.made.append(("definition", name, None))
        return name

    def make_lines(self):
        """A namespace with texts of several lines."""
        text = 'one\ntwo\t"three" \\'
        name = self.stage.namespace(
            self.new_name(), description=text, objects=[{"name": "part", "description": text.replace("\\", "")}])
        self.made.append(("definition", name, None))
        return name

    def make_nsfile(self):
        """A file with a namespace for md-namespace-import."""
        name = self.new_name()
        self.made.append(("definition", name, None))
        path = os.path.join(self.stage.directory, name + ".json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"namespace": name, "display_name": "D", "properties": {"p": {"title": "P", "type": "string"}},
                       "objects": [{"name": "o"}], "tags": [{"name": "t"}]}, file)
        return path

    def make_signkey(self):
        return self.stage.signing_key()

    def make_file(self):
        return self.stage.file

    def make_full(self):
        path = self["out"]
        with open(path, "w", encoding="utf-8") as file:
            file.write("what was there before")
        return path

    def make_log(self):
        return os.path.join(self.stage.directory, self.new_name())

    def make_out(self):
        path = os.path.join(self.stage.directory, self.new_name())
        self.made.append(("file", path, None))
        return path

    def traces(self):
        """What is left behind, in words that can be compared."""
        found = []
        for kind, name, where in self.made:
            if kind == "image":
                found.append(("image", sorted(plain(self.stage.record(name, where)).items(), key=str)))
            elif kind == "members":
                members = self.stage.members(name, where)
                found.append(("members", members))
            elif kind == "definition":
                found.append(("definition", sorted(self.stage.definition(name).items(), key=str)))
            elif os.path.exists(name):
                with open(name, "rb") as file:
                    found.append(("file", len(file.read())))
        return settled(repr(found), SIDES)
