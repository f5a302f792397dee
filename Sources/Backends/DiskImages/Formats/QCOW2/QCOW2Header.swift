/// The fixed part of a qcow2 header, version 2 or 3 (QEMU, docs/interop/qcow2.txt).
struct QCOW2Header {
    /// Bits of the incompatible features.
    enum Feature {
        static let dirty: UInt64 = 1 << 0
        static let corrupt: UInt64 = 1 << 1
        static let externalData: UInt64 = 1 << 2
        static let compressionType: UInt64 = 1 << 3
        static let extendedL2: UInt64 = 1 << 4
        static let known: UInt64 = (1 << 5) - 1
    }

    static let magic: [UInt8] = [0x51, 0x46, 0x49, 0xFB]
    static let rawExternalData: UInt64 = 1 << 1

    let version: UInt64
    let backingOffset: UInt64
    let backingLength: UInt64
    let clusterBits: UInt64
    let virtualSize: UInt64
    let encryption: UInt64
    let l1Count: UInt64
    let l1Offset: UInt64
    let refcountOffset: UInt64
    let refcountClusters: UInt64
    let snapshotCount: UInt64
    let snapshotOffset: UInt64
    private(set) var incompatible: UInt64 = 0
    private(set) var autoclear: UInt64 = 0
    private(set) var refcountOrder: UInt64 = 4
    private(set) var length: UInt64 = 72
    /// `nil` when the header is too short to have the field.
    private(set) var compressionType: UInt8?

    init(_ view: ByteView) throws {
        version = try view.be32(4)
        backingOffset = try view.be64(8)
        backingLength = try view.be32(16)
        clusterBits = try view.be32(20)
        virtualSize = try view.be64(24)
        encryption = try view.be32(32)
        l1Count = try view.be32(36)
        l1Offset = try view.be64(40)
        refcountOffset = try view.be64(48)
        refcountClusters = try view.be32(56)
        snapshotCount = try view.be32(60)
        snapshotOffset = try view.be64(64)
        guard version == 3 else { return }
        incompatible = try view.be64(72)
        autoclear = try view.be64(88)
        refcountOrder = try view.be32(96)
        length = try view.be32(100)
        if length > 104 { compressionType = try view.byte(104) }
    }

    func has(_ feature: UInt64) -> Bool { incompatible & feature != 0 }

    var hasClusterBits: Bool { (9...21).contains(clusterBits) }
    /// Only while ``hasClusterBits``.
    var clusterSize: UInt64 { 1 << clusterBits }

    /// How much of the disk the L1 table can reach.
    var coverage: UInt64 {
        let entrySize: UInt64 = has(Feature.extendedL2) ? 16 : 8
        return l1Count.times(clusterSize / entrySize).times(clusterSize)
    }
}
