/// What can be said about a file without opening it as a disk.
public struct DiskImageReport: Sendable, Equatable {
    /// What the file is, seen from outside: a compressed qcow2 image is `gzip`.
    public var format: DetectedFormat
    /// The kind within the format, or what is inside: `streamOptimized`, `dynamic`, "ext4 file system".
    public var subformat: String?
    /// Whether it is a disc with a partition table too, so that it starts from a USB stick or as a disk.
    public var isHybridDisc: Bool
    /// The size in bytes of the disk a server would see; `nil` where the file does not say, or says something absurd.
    public var virtualSize: Int64?
    /// The size of the file in bytes; `nil` on a stream that has not ended and did not say.
    public var dataSize: Int64?
    /// The compression around everything, if any.
    public var compression: DetectedFormat?
    /// The heaviest first, then in the order they were made.
    public var findings: [Finding]

    public init(
        format: DetectedFormat, subformat: String? = nil, isHybridDisc: Bool = false, virtualSize: Int64? = nil,
        dataSize: Int64? = nil, compression: DetectedFormat? = nil, findings: [Finding] = []
    ) {
        self.format = format
        self.subformat = subformat
        self.isHybridDisc = isHybridDisc
        self.virtualSize = virtualSize
        self.dataSize = dataSize
        self.compression = compression
        self.findings = findings
    }
}
