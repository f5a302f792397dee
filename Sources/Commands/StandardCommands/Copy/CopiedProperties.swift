internal import BackendKit

/// Which properties of an image go with a copy of it: all but those that tell of the place the image comes from.
struct CopiedProperties: Sendable {
    let kept: Properties
    /// Names of properties the image may need, but which mean something only where it is. Worth a word to the user.
    let bound: [String]

    /// - Parameter leavesCloud: whether the copy will be with another backend.
    init(of image: Image, leavesCloud: Bool) {
        var kept = Properties()
        var bound: [String] = []
        for (name, value) in image.properties {
            if leavesCloud, Self.isBound(name) {
                bound.append(name)
            } else if !Self.isOfThisPlace(name, value) {
                kept[name] = value
            }
        }
        self.kept = kept
        self.bound = bound
    }

    /// What a service writes by itself, and refuses in a new record (Glance API v2: reserved and read-only properties).
    private static let written: Set<String> = [
        "deleted", "deleted_at", "direct_url", "location", "locations", "stores",
    ]

    /// What Nova writes into the snapshot of a server, beside what the server's image had (nova.compute.api, and the
    /// system metadata of an instance): the server, its people, and how the snapshot came about.
    private static let snapshot: Set<String> = [
        "backup_type", "base_image_ref", "bdm_v2", "block_device_mapping", "boot_roles", "clean_attempts",
        "image_location", "image_state", "instance_uuid", "mappings", "network_allocated", "old_vm_state", "owner_id",
        "owner_project_name", "owner_user_name", "root_device_name", "user_id",
    ]

    /// Whatever the destination is. The policy would let Glance delete the key of the original with the copy
    /// (Cinder, "cinder_encryption_key_deletion_policy"); the object is in the object store of the openstacksdk's cloud,
    /// whose two hashes beside it hold for every copy.
    private static let never: Set<String> = [
        "cinder_encryption_key_deletion_policy", "owner_specified.openstack.object",
    ]

    private static func isOfThisPlace(_ name: String, _ value: String) -> Bool {
        name.hasPrefix("os_glance") || written.contains(name) || snapshot.contains(name) || never.contains(name)
            || name == "image_type" && ["snapshot", "backup"].contains(value)
    }

    /// Identifiers of other images, of keys and of certificates.
    private static func isBound(_ name: String) -> Bool {
        ["kernel_id", "ramdisk_id", "cinder_encryption_key_id"].contains(name) || name.hasPrefix("img_signature")
    }
}
