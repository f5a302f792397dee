import BackendKit
import ImageHashing
import JSONText
import Synchronization

extension ScriptedGlance {
    /// Records and data, from any connection.
    final class Contents: Sendable {
        private let images = Mutex<[String: (record: JSONObject, data: [UInt8]?)]>([:])
        let faults: [Fault]

        init(_ faults: [Fault]) { self.faults = faults }

        var records: [JSONObject] { images.withLock { $0.values.map(\.record) } }

        var data: [String: [UInt8]] {
            images.withLock { images in
                Dictionary(
                    images.values.compactMap { image in image.data.map { (image.record["name"]?.string ?? "", $0) } },
                    uniquingKeysWith: { $1 })
            }
        }

        func record(_ id: String) -> JSONObject? { images.withLock { $0[id]?.record } }
        func bytes(of id: String) -> [UInt8]? { images.withLock { $0[id]?.data } }
        func remove(_ id: String) { images.withLock { $0[id] = nil } }

        @discardableResult
        func create(_ body: JSONObject) -> JSONObject {
            var record = body
            record["status"] = "queued"
            for name in ["checksum", "os_hash_algo", "os_hash_value", "size"] { record[name] = .null }
            for (name, value) in [("tags", []), ("protected", false), ("os_hidden", false)] as [(String, JSON)]
            where record[name] == nil { record[name] = value }
            let made = record
            images.withLock { $0[made["id"]?.string ?? ""] = (made, nil) }
            return made
        }

        func set(_ id: String, _ name: String, _ value: JSON) {
            images.withLock { $0[id]?.record[name] = value }
        }

        /// The data has arrived.
        func fill(_ id: String, _ data: [UInt8]) {
            let hasher = ParallelHasher(["md5", "sha512"])
            hasher.update(data)
            let values = hasher.values().map(\.value)
            images.withLock { images in
                guard var image = images[id] else { return }
                image.data = data
                image.record["status"] = "active"
                image.record["size"] = .integer(Int64(data.count))
                if !tellsNoHash {
                    image.record["checksum"] = .string(values[0])
                    image.record["os_hash_algo"] = "sha512"
                    image.record["os_hash_value"] = .string(
                        tellsOtherHash ? String(values[1].reversed()) : values[1])
                }
                images[id] = image
            }
        }

        var tellsNoHash: Bool { faults.contains { if case .tellsNoHash = $0 { true } else { false } } }
        private var tellsOtherHash: Bool { faults.contains { if case .tellsOtherHash = $0 { true } else { false } } }
        var keepsImages: Bool { faults.contains { if case .keepsImages = $0 { true } else { false } } }
        var refusesChanges: Bool { faults.contains { if case .refusesChanges = $0 { true } else { false } } }
    }
}
