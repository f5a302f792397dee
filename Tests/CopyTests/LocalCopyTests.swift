import BackendKit
import CommandKit
import LocalBackend
import TestSupport
import Testing

@testable import StandardCommands

struct `copying between two stores` {
    private let directory: TemporaryDirectory
    private let source: LocalBackend
    private let bench: CopyBench

    init() throws {
        directory = try TemporaryDirectory()
        source = LocalBackend.new(directory, "one")
        bench = CopyBench(source: source, destination: LocalBackend.new(directory, "two"))
    }

    @Test func `brings data and record, and nothing else`() async throws {
        let original = try await source.add("cirros", largeData) { draft in
            draft.tags = ["base", "test"]
            draft.minDisk = 3
            draft.minRAM = 512
            draft.visibility = .public
            draft.isProtected = true
            draft.isHidden = true
            draft.properties = ["os_distro": "cirros", "hw_disk_bus": "virtio"]
        }
        let copy = try await bench.copy(original.id)
        #expect(try await bench.destination.bytes(of: copy.id) == largeData)
        #expect(copy.id != original.id)
        #expect(copy.hash == original.hash && copy.checksum == original.checksum && copy.size == original.size)
        #expect(copy.name == "cirros" && copy.tags == original.tags && copy.properties == original.properties)
        #expect(copy.minDisk == 3 && copy.minRAM == 512 && copy.diskFormat == .raw && copy.containerFormat == .bare)
        #expect(copy.isProtected == true && copy.isHidden == true)
        #expect(copy.visibility == .private, "nobody asked to show it to others")
        // On a slow machine it says how far it is.
        let told = bench.errors.text.split(separator: "\n").filter { !$0.hasPrefix("copying ") }
        #expect(told.isEmpty)
    }

    @Test func `protects with the same change that makes the record`() {
        var draft = ImageDraft(name: "x")
        draft.isProtected = true
        let late = LateProtection(takenFrom: &draft, on: bench.destination)
        #expect(!late.isDue && draft.isProtected)
    }

    @Test func `of data that is not what it is declared to be warns, and copies it as it is`() async throws {
        let data = [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3] + largeData
        let original = try await source.add("guest", data)
        let copy = try await bench.copy(original.id)
        #expect(try await bench.destination.bytes(of: copy.id) == data)
        #expect(copy.hash == original.hash && copy.diskFormat == .raw)
        let warnings = bench.errors.text.split(separator: "\n").filter { $0.contains("warning") }
        #expect(warnings.count == 1, "\(warnings)")
        let warning = "imgsh: warning: 'guest' is copied as it is, but: declared raw, but it is a QEMU qcow2 image"
        #expect(warnings.first?.hasPrefix(warning) == true, "\(warnings)")
    }

    @Test func `changes what is wished`() async throws {
        let original = try await source.add("cirros", [1, 2, 3]) { draft in
            draft.tags = ["base"]
            draft.isProtected = true
            draft.properties = ["os_distro": "cirros", "hw_disk_bus": "virtio", "x": "1"]
        }
        var wish = CopyWish()
        wish.name = "other"
        wish.visibility = .community
        wish.isProtected = false
        wish.minDisk = 7
        wish.tags = ["new", "base"]
        wish.properties = ["os_distro": "debian"]
        wish.removedProperties = ["x", "not there"]
        wish.diskFormat = .iso
        let copy = try await bench.copy(original.id, wish)
        #expect(copy.name == "other" && copy.visibility == .community && copy.isProtected == false)
        #expect(copy.minDisk == 7 && copy.tags == ["base", "new"] && copy.diskFormat == .iso)
        #expect(copy.properties == ["os_distro": "debian", "hw_disk_bus": "virtio"])
    }

    @Test func `leaves out what tells of the place it comes from`() async throws {
        let leftovers = [
            "instance_uuid", "user_id", "owner_id", "base_image_ref", "image_location", "image_state", "boot_roles",
            "clean_attempts", "bdm_v2", "owner_specified.openstack.object", "cinder_encryption_key_deletion_policy",
        ]
        let original = try await source.add("snapshot", [1]) { draft in
            for name in leftovers { draft.properties[name] = "x" }
            draft.properties["image_type"] = "snapshot"
            draft.properties["os_distro"] = "debian"
            draft.properties["owner_specified.openstack.md5"] = "55a5"
            draft.properties["kernel_id"] = "1"
            draft.properties["img_signature_certificate_uuid"] = "2"
        }
        let copy = try await bench.copy(original.id)
        #expect(copy.properties == ["os_distro": "debian", "owner_specified.openstack.md5": "55a5"])
        #expect(
            bench.errors.text.contains(
                "left out of the copy of 'snapshot', for it means nothing on there: "
                    + "img_signature_certificate_uuid, kernel_id"))
    }

    @Test func `of what the service keeps for itself takes nothing along`() {
        var image = Image(id: Image.ID("a"), status: .active)
        image.properties = [
            "os_glance_import_task": "1", "os_glance_failed_import": "", "stores": "fast", "direct_url": "file:///x",
            "locations": "[]", "image_type": "appliance",
        ]
        #expect(CopiedProperties(of: image, leavesCloud: true).kept == ["image_type": "appliance"])
    }

    @Test func `leaves keys and kernels alone within one cloud`() {
        var image = Image(id: Image.ID("a"), status: .active)
        image.properties = ["kernel_id": "1", "img_signature": "2", "cinder_encryption_key_deletion_policy": "x"]
        let within = CopiedProperties(of: image, leavesCloud: false)
        #expect(within.kept == ["kernel_id": "1", "img_signature": "2"] && within.bound.isEmpty)
    }

    @Test func `is not done a second time`() async throws {
        let original = try await source.add("cirros", largeData)
        let copy = try await bench.copy(original.id)
        guard case .present(let found) = try await bench.copier().copy(original) else {
            Issue.record("it was copied again")
            return
        }
        #expect(found.id == copy.id)
        var wish = CopyWish()
        wish.copiesAnyway = true
        let again = try await bench.copy(original.id, wish)
        #expect(again.id != copy.id)
        #expect(try await bench.images().count == 2)
        #expect(
            bench.errors.text.contains("there has another image called 'cirros': \(copy.id); the copy is \(again.id)"))
    }

    @Test func `is done when what is there has other data`() async throws {
        let store = try #require(bench.destination as? LocalBackend)
        _ = try await store.add("cirros", [9])
        let original = try await source.add("cirros", [1, 2, 3])
        let copy = try await bench.copy(original.id)
        #expect(try await bench.destination.bytes(of: copy.id) == [1, 2, 3])
    }

    @Test func `takes an image without a single byte`() async throws {
        let original = try await source.add("empty", [])
        #expect(try await bench.copy(original.id).size == 0)
    }

    @Test func `refuses what has no data, and says what to type`() async throws {
        var draft = ImageDraft(name: "later")
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        let queued = try await source.createImage(draft)
        let error = try await bench.failure(queued.id)
        #expect(error.code == .conflict)
        #expect(error.message == "'later' was not copied to there: it holds no data (status 'queued')")
        #expect(error.hint == "image upload \(queued.id) --file FILE")
        let withdrawn = try await source.add("withdrawn", [1])
        try await source.deactivateImage(withdrawn.id)
        let refused = try await bench.failure(withdrawn.id)
        #expect(refused.code == .forbidden && refused.hint == "image set --activate \(withdrawn.id)")
        let volumes = try await source.add("server", []) { $0.properties["block_device_mapping"] = "[]" }
        #expect(try await bench.failure(volumes.id).code == .unsupported)
        #expect(try await bench.images().isEmpty)
    }

    @Test func `does not copy damaged data, and leaves nothing`() async throws {
        let original = try await source.add("cirros", largeData)
        try directory.damage("one/content/\(original.id.rawValue.prefix(2))/\(original.id)")
        let error = try await bench.failure(original.id)
        #expect(error.code == .integrity)
        #expect(error.message.contains("the stored data of 'cirros' is damaged"))
        #expect(error.message.hasSuffix("; nothing was left on there"))
        #expect(try await bench.images().isEmpty)
    }
}
