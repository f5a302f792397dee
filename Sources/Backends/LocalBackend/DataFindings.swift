public import BackendKit

/// What can be seen in data without opening it as a disk.
public struct DataFindings: Sendable, Equatable {
    /// The format the data has, whatever it was declared to be.
    public var diskFormat: DiskFormat?
    /// What the disk inside says it holds, in bytes.
    public var virtualSize: Int64?

    public init(diskFormat: DiskFormat? = nil, virtualSize: Int64? = nil) {
        self.diskFormat = diskFormat
        self.virtualSize = virtualSize
    }
}
