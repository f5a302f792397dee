internal import BackendKit
internal import CommandKit
internal import JSONText
internal import Synchronization

/// The results of a plugin, a JSON object a line, on their way into the format that was asked for.
struct PluginRows {
    let sink = RowSink()
    private let file: PluginFile
    private let call: Call
    private let console: Console

    /// - Throws: ``UsageError`` for a column the command does not have, before anything runs.
    init(_ call: Call, of file: PluginFile, on console: Console) throws {
        (self.file, self.call, self.console) = (file, call, console)
        if call.signature.output == .listing { _ = try console.listing(call.signature.columns, as: call.output) }
    }

    /// Writes what the plugin has written.
    /// - Parameter isDone: whether it did what it should; if not, half a record is none.
    /// - Throws: ``ImageError`` with code `.protocol` when something is no row.
    func finish(isDone: Bool) throws {
        guard !sink.isFull else { throw problem("more than \(RowSink.limit >> 20) MiB of rows") }
        let columns = call.signature.columns
        var objects: [JSON] = []
        for (index, line) in sink.lines.enumerated() {
            guard let json = try? JSONReader.value(of: line), json.object != nil else {
                throw problem("a line \(index + 1) that is no JSON object")
            }
            objects.append(json)
        }
        if call.signature.output == .listing {
            var listing = try console.listing(columns, as: call.output)
            for object in objects { try listing.add(columns.map { Self.value(object[$0]) }) }
            try listing.finish()
        } else if objects.count == 1 {
            try console.write(
                Record(columns.map { OutputValue.Entry($0, Self.value(objects[0][$0])) }), as: call.output)
        } else if isDone {
            throw problem("\(objects.count) JSON objects instead of one")
        }
    }

    private func problem(_ what: String) -> ImageError {
        ImageError(.protocol, "the plugin '\(file.path)' has written \(what)")
    }

    private static func value(_ json: JSON?) -> OutputValue {
        switch json {
        case nil, .null: .null
        case .bool(let flag): .flag(flag)
        case .integer(let number): .number(number)
        case .number(let number): .decimal(number)
        case .string(let text): .text(text)
        case .array(let values): .list(values.map { value($0) })
        case .object(let object): .map(object.map { OutputValue.Entry($0.name, value($0.value)) })
        }
    }
}

/// Keeps what a plugin writes. Beyond a limit it takes no more, as a reader that is gone.
final class RowSink: TextSink {
    static let limit = 64 << 20

    private let held = Mutex<[UInt8]>([])

    func write(_ bytes: [UInt8]) throws {
        try held.withLock { held in
            guard held.count <= Self.limit else { throw OutputClosed() }
            held += bytes
        }
    }

    func flush() {}

    var isFull: Bool { held.withLock { $0.count > Self.limit } }

    /// Without empty ones.
    var lines: [[UInt8]] { held.withLock { $0.split(separator: UInt8(ascii: "\n")).map(Array.init) } }
}
