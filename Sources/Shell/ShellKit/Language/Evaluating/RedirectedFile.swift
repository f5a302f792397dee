internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Synchronization

/// A file that output goes into, or a pipe or device of that name.
final class RedirectedFile: TextSink {
    private static let limit = 1 << 16

    let file: OpenFile
    private let room: DescriptorRoom
    private let held = Mutex<[UInt8]>([])

    /// - Throws: ``ImageError``.
    init(_ path: String, appends: Bool) throws(ImageError) {
        do {
            file = try OpenFile.writing(path, appends: appends)
            room = DescriptorRoom(file.descriptor)
        } catch {
            // That there is no such directory is not that there is no such image.
            throw ImageError(.local, error.message, details: error.details)
        }
    }

    func write(_ bytes: [UInt8]) throws {
        try held.withLock { held in
            held += bytes
            if held.count >= Self.limit { try empty(&held) }
        }
    }

    func flush() throws { try held.withLock { try empty(&$0) } }

    /// Nothing more comes.
    /// - Throws: ``ImageError`` when not all of it could be written.
    func close() throws {
        defer { _ = try? file.close() }
        try flush()
        try file.close()
    }

    private func empty(_ held: inout [UInt8]) throws {
        guard !held.isEmpty else { return }
        // What could not be written is dropped: a second try would fail again, at a worse moment.
        defer { held = [] }
        var rest = held[...]
        while !rest.isEmpty {
            try room.wait()
            try file.write(rest.prefix(room.slice))
            rest = rest.dropFirst(room.slice)
        }
    }
}
