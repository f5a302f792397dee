import Foundation

/// A program of the system that compresses.
public enum Packer: String, CaseIterable, Sendable {
    case gzip, xz, zstd, bzip2

    /// What it puts behind a file's name.
    public var ending: String {
        switch self {
        case .gzip: "gz"
        case .xz: "xz"
        case .zstd: "zst"
        case .bzip2: "bz2"
        }
    }

    /// The bytes, compressed.
    public func pack(_ bytes: [UInt8], _ options: String...) throws -> [UInt8] {
        try Tool.run(rawValue, options + ["-c"], input: bytes)
    }
}

/// A program of the system that tests need.
public enum Tool {
    /// Runs it.
    /// - Returns: what it wrote to its output.
    @discardableResult
    public static func run(_ name: String, _ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        // Files, not pipes: nobody has to fill one while the other drains.
        let directory = try TemporaryDirectory()
        let inside = try directory.write("in", input)
        let outside = try directory.write("out", "")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: inside))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outside))
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(name: name, status: process.terminationStatus) }
        return try directory.read("out")
    }

    public struct Failure: Error {
        public let name: String
        public let status: Int32
    }
}
