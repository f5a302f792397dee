import Foundation

/// A directory of a test's own, gone with the last reference to it.
public final class TemporaryDirectory: Sendable {
    /// Absolute, without a slash at the end.
    public let path: String

    public init() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "imgsh-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.path
    }

    deinit {
        // Stores hold directories and files that may not be written.
        let chmod = Process()
        chmod.executableURL = URL(filePath: "/bin/chmod")
        chmod.arguments = ["-R", "u+rwX", path]
        try? chmod.run()
        chmod.waitUntilExit()
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something in it.
    public func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// Makes a file in it.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(filePath: self(name)))
        return self(name)
    }

    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    /// Makes a file in it that can be executed, and waits until nobody has it open for writing. What another test starts in
    /// the meantime holds a copy of the descriptor until it is executed, and so long the system refuses to run the file.
    @discardableResult
    public func writeProgram(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = try write(name, bytes)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        // A lease for reading is refused with this while there is a writer, and with something else where there are none.
        var attempt = 0
        while fcntl(descriptor, Self.setLease, F_RDLCK) == -1, errno == EAGAIN {
            attempt += 1
            guard attempt < 2000 else { throw StillOpenError(path: path) }
            usleep(5000)
        }
        _ = fcntl(descriptor, Self.setLease, F_UNLCK)
        return path
    }

    @discardableResult
    public func writeProgram(_ name: String, _ text: String) throws -> String {
        try writeProgram(name, Array(text.utf8))
    }

    /// `F_SETLEASE`, which is no standard's and so not among what Swift imports.
    private static let setLease: Int32 = 1024

    private struct StillOpenError: Error { let path: String }

    public func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: self(name)))) }

    public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: self(name)) }

    public func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
