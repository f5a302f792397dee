import Foundation

/// A store of imgsh's local backend.
struct LocalStore {
    let directory: String
    let imgsh: String

    func bytes(_ count: Int, of image: String) throws -> [UInt8] {
        let id = try id(of: image)
        let path = "\(directory)/content/\(id.prefix(2))/\(id)"
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Failure(5, "image '\(image)' has no data")
        }
        return Array(try file.read(upToCount: count) ?? Data())
    }

    /// The catalogue is imgsh's own: it is asked. IMGSH_BACKEND tells it which one.
    private func id(of image: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: imgsh)
        process.arguments = ["image", "show", "-f", "value", "-c", "id", "--", image]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        // What was wrong is on standard error already.
        guard process.terminationStatus == 0 else { throw Failure(process.terminationStatus, "") }
        return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
