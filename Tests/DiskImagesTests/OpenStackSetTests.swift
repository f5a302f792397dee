import DiskImages
import Testing

/// The images with which OpenStack tests its own services, made by the recipes of `openstack/os-test-images`.
struct `F-F1 an image of OpenStack's own test set` {
    private static let hosts = "/etc/hosts"

    static let usable: [Vector] = [
        Vector("qcow2", "default.qcow2"),
        Vector("raw, blank", "disk.raw"),
        Vector("raw with a GPT", "gpt.raw"),
        Vector("ISO 9660", "plain.iso"),
        Vector("UDF", "bridge.iso"),
        Vector("VMDK, sparse", "sparse.vmdk"),
        Vector("VMDK, stream-optimized", "stream.vmdk"),
        Vector("VMDK, sparse with a footer", "sparse.vmdk") { image in
            let footer = [UInt8].zeros(1536).with(le: UInt32(3), at: 12).with(Array(image[..<512]), at: 512)
            return image.with(le: UInt64.max, at: 56) + footer
        },
    ]

    static let unusable: [Vector] = [
        Vector("qcow2 with a backing file", "default.qcow2", refuses: ["backing-file"]) {
            $0.with(be: UInt64(1024), at: 8).with(be: UInt32(hosts.utf8.count), at: 16).with(hosts, at: 1024)
        },
        Vector("qcow2 with a data file", "outside-raw.qcow2", refuses: ["data-file"]),
        Vector("QED", "disk.qed", refuses: ["unsupported-format"]),
        Vector("VMDK, flat", "flat.vmdk", refuses: ["extent", "subformat"]),
        Vector("VMDK, flat, of a file of the host", "flat.vmdk", refuses: ["extent", "subformat"]) {
            replacing("flat-flat.vmdk", in: $0)
        },
        Vector("VMDK, sparse, of a file of the host", "sparse.vmdk", refuses: ["extent"]) {
            replacing("sparse.vmdk", in: $0)
        },
    ]

    /// Puts a file of the host in the place of a name, and takes the rest of the line back to its length.
    private static func replacing(_ name: String, in image: [UInt8]) -> [UInt8] {
        let old = Array("\"\(name)\"".utf8)
        let padding = String(repeating: " ", count: old.count - hosts.utf8.count - 2)
        let place = image.indices.dropLast(old.count).first { image[$0..<$0 + old.count].elementsEqual(old) }
        return place.map { image.with("\"\(hosts)\"" + padding, at: $0) } ?? []
    }

    @Test(arguments: usable + unusable)
    func `gets the verdict that they give`(_ vector: Vector) async throws {
        #expect(try await vector.report().refused == vector.refused)
    }

    @Test func `that is a disc with qcow2 in its system area is refused as two formats`() async throws {
        let header = Array(try await Samples.bytes("default.qcow2")[..<(32 << 10)])
        let report = try await Samples.bytes("plain.iso").with(header, at: 0).inspected()
        #expect(report.refused.contains("several-formats"))
    }
}
