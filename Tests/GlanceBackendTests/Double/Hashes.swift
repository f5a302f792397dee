import BackendKit
import ImageHashing

/// The hashes of some bytes, and the fields of a record that holds them.
struct Hashes {
    let md5: String
    let sha512: String
    let count: Int

    init(of bytes: [UInt8]) {
        let hasher = ParallelHasher(["md5", "sha512"])
        hasher.update(bytes)
        let values = hasher.values()
        md5 = values[0].value
        sha512 = values[1].value
        count = bytes.count
    }

    var fields: String {
        #""checksum": "\#(md5)", "os_hash_algo": "sha512", "os_hash_value": "\#(sha512)", "size": \#(count)"#
    }
}
