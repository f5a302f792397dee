"""What the calls work on: images and definitions, made anew for each side of a comparison."""

import hashlib
import os
import subprocess
import threading

import openstack

#: Begins the names of all that is made here.
MARK = "cmp-"
DATA = bytes(range(256)) * 40


class Stage:
    """Makes things by the API itself, so that neither client is needed to prepare the other's work."""

    def __init__(self, directory):
        self.directory = directory
        self._clouds = {}
        self._lock = threading.Lock()
        self.file = os.path.join(directory, "disk.raw")
        with open(self.file, "wb") as file:
            file.write(DATA)
        self.md5 = hashlib.md5(DATA).hexdigest()

    def cloud(self, name):
        with self._lock:
            if name not in self._clouds:
                self._clouds[name] = openstack.connect(cloud=name)
            return self._clouds[name]

    def _call(self, cloud, method, path, **more):
        answer = getattr(self.cloud(cloud).image, method)(path, **more)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer

    def image(self, name, cloud="lab-user", data=True, **fields):
        body = {"name": name, "disk_format": "raw", "container_format": "bare", **fields}
        made = self._call(cloud, "post", "/images", json=body).json()
        if data:
            self._call(
                cloud,
                "put",
                f"/images/{made['id']}/file",
                data=DATA,
                headers={"Content-Type": "application/octet-stream"},
            )
        return made["id"]

    def share(self, image, project, cloud="lab-user"):
        self._call(cloud, "post", f"/images/{image}/members", json={"member": project})

    def record(self, image, cloud="lab-admin"):
        answer = self.cloud(cloud).image.get(f"/images/{image}")
        return answer.json() if answer.status_code == 200 else {"status_code": answer.status_code}

    def members(self, image, cloud="lab-admin"):
        answer = self.cloud(cloud).image.get(f"/images/{image}/members")
        return answer.json().get("members") if answer.status_code == 200 else answer.status_code

    def namespace(self, name, **fields):
        body = {
            "namespace": name,
            "display_name": "A name",
            "description": "What it is for",
            "visibility": "private",
            "properties": {
                "size": {"type": "integer", "title": "Size", "minimum": 1, "default": 3},
                "kind": {"type": "string", "title": "Kind", "enum": ["a", "b"], "description": "Which one"},
                "list": {"type": "array", "title": "List", "items": {"type": "string"}},
            },
            "objects": [
                {
                    "name": "part",
                    "description": "A part",
                    "required": ["label"],
                    "properties": {"label": {"type": "string", "title": "Label"}},
                },
                {"name": "other"},
            ],
            "resource_type_associations": [
                {"name": "OS::Glance::Image", "prefix": "x_"},
                {"name": "OS::Nova::Flavor"},
            ],
            **fields,
        }
        # A client that sends again what was slow to be answered finds its own work.
        self.cloud("lab-admin").image.delete(f"/metadefs/namespaces/{name}")
        self._call("lab-admin", "post", "/metadefs/namespaces", json=body)
        for tag in ("tag-a",):
            self._call("lab-admin", "post", f"/metadefs/namespaces/{name}/tags/{tag}")
        return name

    def definition(self, name):
        answer = self.cloud("lab-admin").image.get(f"/metadefs/namespaces/{name}")
        return answer.json() if answer.status_code == 200 else {"status_code": answer.status_code}

    def project(self, name):
        return self.cloud("lab-admin").identity.find_project(name, ignore_missing=False).id

    def user(self, cloud):
        return self.cloud(cloud).session.get_user_id()

    def signing_key(self):
        """The file of a private key."""
        path = os.path.join(self.directory, "key.pem")
        with self._lock:
            if not os.path.exists(path):
                subprocess.run(["openssl", "genrsa", "-out", path, "2048"], check=True, capture_output=True)
        return path

    def credential_name(self):
        """That of demo's application credential."""
        found = self.cloud("lab-user").identity.application_credentials(self.user("lab-user"))
        wanted = self.cloud("lab-appcred").config.config["auth"]["application_credential_id"]
        return next(credential.name for credential in found if credential.id == wanted)

    def trust(self):
        """One by which 'other' may do as 'demo' does; it is always the same one."""
        identity = self.cloud("lab-user").identity
        demo, other = self.user("lab-user"), self.user("lab-other")
        for trust in identity.trusts(trustor_user_id=demo):
            if trust.trustee_user_id == other:
                return trust.id
        made = identity.create_trust(
            trustor_user_id=demo, trustee_user_id=other, project_id=self.project("demo"), is_impersonation=True,
            roles=[{"name": "member"}])
        return made.id

    def clean(self):
        """Removes everything with the mark, whoever made it."""
        admin = self.cloud("lab-admin").image
        for hidden in ("false", "true"):
            path = f"/images?limit=1000&os_hidden={hidden}&visibility=all"
            for image in admin.get(path).json().get("images", []):
                if not (image.get("name") or "").startswith(MARK):
                    continue
                if image.get("protected"):
                    patch = [{"op": "replace", "path": "/protected", "value": False}]
                    kind = "application/openstack-images-v2.1-json-patch"
                    admin.patch(f"/images/{image['id']}", json=patch, headers={"Content-Type": kind})
                admin.delete(f"/images/{image['id']}")
        for namespace in admin.get("/metadefs/namespaces?limit=1000").json().get("namespaces", []):
            name = namespace["namespace"]
            if name.startswith(MARK):
                admin.put(f"/metadefs/namespaces/{name}", json={"namespace": name, "protected": False})
                admin.delete(f"/metadefs/namespaces/{name}")
