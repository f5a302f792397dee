import BackendKit

/// Records of images that hold `bytes`, as the service would describe them.
enum TransferRecord {
    static let bytes = Array("0123456789abcdef0123456789abcdef".utf8)
    static let hashes = Hashes(of: bytes)
    static let active = Bench.record(status: "active", more: hashes.fields)
        .replacing(#""checksum": null, "os_hash_algo": null, "os_hash_value": null, "size": null, "#, with: "")

    static func active(_ replaced: String, with other: String) -> String { active.replacing(replaced, with: other) }
    static let queued = Bench.record()
    static let saving = Bench.record(status: "saving")
    static let poisoned = Bench.record().replacing(#""checksum": null"#, with: #""checksum": "abc""#)
}
