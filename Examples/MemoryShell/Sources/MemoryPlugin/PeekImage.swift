import BackendKit
public import CommandKit

/// `image peek`: the first bytes of an image, on whatever backend it is.
public struct PeekImage: NamedCommand {
    public static let name = CommandName("image peek")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let bytes = Option<Int64>("--bytes", value: "number", default: "64", help: "How many bytes")

    public init() {}

    public var signature: Signature {
        Signature(
            Self.name, "Show the first bytes of an image's data", image, bytes,
            capabilities: [AnyCapability(.downloading)],
            changes: .nothing,
            examples: [Example("image peek cirros --bytes 16", "What kind of file is it?")])
    }

    public func run(_ call: Call, in context: CommandContext) async throws {
        let (target, downloading) = try await context.locate(call[image], with: .downloading)
        let end = max(1, call[bytes] ?? 64)
        try await downloading.withData(of: target.id, range: 0..<end) { data in
            let reader = try data.open()
            var offset = 0
            var row: [UInt8] = []
            while let chunk = try await reader.next() {
                for byte in chunk {
                    row.append(byte)
                    if row.count == 16 { try Self.write(&row, &offset, to: context.console) }
                }
            }
            if !row.isEmpty { try Self.write(&row, &offset, to: context.console) }
        }
    }

    private static func write(_ row: inout [UInt8], _ offset: inout Int, to console: Console) throws {
        let hexadecimal = row.map { digits($0, 2) }.joined(separator: " ")
        let blanks = String(repeating: " ", count: 50 - hexadecimal.utf8.count)
        let text = String(row.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "." })
        try console.write(line: "\(digits(offset, 8))  \(hexadecimal)\(blanks)\(text)")
        offset += row.count
        row = []
    }

    private static func digits(_ number: some BinaryInteger, _ width: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
