import DiskImages
import Foundation
import TestSupport
import Testing

/// An image file as a real program writes it.
struct Sample: Sendable, CustomTestStringConvertible {
    /// How a file comes to be.
    enum Maker: Sendable {
        /// `qemu-img create` with a format, options, and a key where it needs one.
        case create(format: String, options: [String], hasKey: Bool)
        /// The same, below another image.
        case below(format: String, parent: String)
        /// `qemu-img convert` from a disk with data.
        case convert(format: String, options: [String])
        /// Some other program, in a directory; it makes the file of that name.
        case program(@Sendable (_ directory: String, _ name: String) throws -> Void)
    }

    let name: String
    let maker: Maker
    /// What `qemu-img info` is told the file is; `nil` where QEMU does not know it.
    let qemuFormat: String?

    var testDescription: String { name }

    static func create(_ name: String, _ format: String, _ options: String..., hasKey: Bool = false) -> Sample {
        Sample(name: name, maker: .create(format: format, options: options, hasKey: hasKey), qemuFormat: format)
    }

    static func convert(_ name: String, _ format: String, _ options: String...) -> Sample {
        Sample(name: name, maker: .convert(format: format, options: options), qemuFormat: format)
    }

    static func program(_ name: String, _ body: @escaping @Sendable (String, String) throws -> Void) -> Sample {
        Sample(name: name, maker: .program(body), qemuFormat: nil)
    }

    private static let key = ["--object", "secret,id=key,data=imgsh"]
    static let virtualSize = "4M"

    func make(in directory: String) throws {
        let qemu = try Tool("qemu-img")
        switch maker {
        case .create(let format, let options, let hasKey):
            let words = (hasKey ? Self.key : []) + options.flatMap { ["-o", $0] }
            let arguments = ["create", "-q", "-f", format] + words + [name, Self.virtualSize]
            // qemu-img times how long a key takes to derive, and gives up where a busy machine's clock is too coarse.
            for _ in 0..<(hasKey ? 9 : 0) where (try? qemu.run(arguments, in: directory)) != nil { return }
            try qemu.run(arguments, in: directory)
        case .below(let format, let parent):
            try qemu.run(["create", "-q", "-f", format, parent, Self.virtualSize], in: directory)
            try qemu.run(["create", "-q", "-f", format, "-b", parent, "-F", format, name], in: directory)
        case .convert(let format, let options):
            let source = name + ".source"
            try Self.disk.write(to: URL(filePath: directory).appending(path: source))
            let words = options.flatMap { $0 == "-c" ? ["-c"] : ["-o", $0] }
            try qemu.run(["convert", "-q", "-f", "raw", "-O", format] + words + [source, name], in: directory)
        case .program(let body):
            try body(directory, name)
        }
    }

    /// A disk of 2 MiB with data that does not compress to nothing, and a hole.
    private static var disk: Data {
        var random = SeededRandom(seed: 7)
        let data = (0..<(1 << 17)).flatMap { _ in withUnsafeBytes(of: random.next(), Array.init) }
        return Data(Array(data[..<(512 << 10)]) + Array(repeating: 0, count: 1 << 20) + Array(data[(512 << 10)...]))
    }
}

/// The samples, made once for all tests.
enum Samples {
    private static let shelf = Shelf()

    /// The bytes of a sample.
    static func bytes(_ name: String) async throws -> [UInt8] { try await shelf.directory(of: name).read(name) }

    /// Where the file of a sample is.
    static func path(_ name: String) async throws -> String { try await shelf.directory(of: name)(name) }

    static func named(_ name: String) throws -> Sample {
        guard let sample = all.first(where: { $0.name == name }) else {
            throw Tool.Failure(description: "no sample '\(name)'")
        }
        return sample
    }

    private actor Shelf {
        private var made: [String: TemporaryDirectory] = [:]

        func directory(of name: String) throws -> TemporaryDirectory {
            if let directory = made[name] { return directory }
            let directory = try TemporaryDirectory()
            try Samples.named(name).make(in: directory.path)
            made[name] = directory
            return directory
        }
    }
}
