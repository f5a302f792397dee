import Foundation

/// A program that makes image files. One that is missing fails the test that needs it.
struct Tool: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let directories = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"]

    private let path: String

    init(_ name: String) throws {
        let candidates = Self.directories.map { "\($0)/\(name)" }
        guard let path = candidates.first(where: FileManager.default.isExecutableFile) else {
            throw Failure(description: "'\(name)' is missing; scripts/test-tools installs what the tests need")
        }
        self.path = path
    }

    /// Runs it to its end.
    /// - Returns: its standard output.
    /// - Throws: ``Failure`` with what it said, when it ends with another status than 0.
    @discardableResult
    func run(_ arguments: [String], in directory: String, input: String = "") throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = ["PATH": Self.directories.joined(separator: ":"), "LANG": "C.UTF-8"]
        let place = URL(filePath: directory)
        let files = ["in", "out", "err"].map { place.appending(path: ".\($0)-\(UUID().uuidString)") }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try Data(input.utf8).write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        let output = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
        guard process.terminationStatus == 0 else {
            let errors = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
            throw Failure(description: "\(path) \(arguments.joined(separator: " ")): \(errors)")
        }
        return output
    }
}
