import FileIO
import Foundation
import TestSupport
import Testing

/// Fault class F-N2: what happens to the file while it is read. It is longer than what is read ahead.
struct `F-N2 the source of an upload` {
    private static let big = ImageServer.bytes(24 << 20)

    enum Change: String, CaseIterable, Sendable { case grows, shrinks, isTouched, isOverwritten }

    private func bench(_ change: @escaping @Sendable (String) throws -> Void) throws -> Bench {
        let path = Box()
        let bench = try Bench([.watched(after: 1000) { try change(path.text) }])
        path.text = try bench.program.directory.write("disk", Self.big)
        return bench
    }

    // SAFETY: set once, before the program that makes the server read it is started.
    private final class Box: @unchecked Sendable { var text = "" }

    @Test(arguments: Change.allCases)
    func `that changes makes it fail before the service has the last byte`(_ change: Change) async throws {
        let bench = try bench { path in
            switch change {
            case .isTouched: utimes(path, nil)
            case .shrinks: truncate(path, 1 << 20)
            case .grows:
                let file = try FileHandle(forWritingTo: URL(filePath: path))
                try file.seekToEnd()
                try file.write(contentsOf: [1])
            case .isOverwritten:
                let file = try FileHandle(forWritingTo: URL(filePath: path))
                try file.write(contentsOf: [1])
            }
        }
        let result = try await bench.create()
        try await bench.expectNothing(result, 6)
        #expect(result.errors.contains("'disk' changed while it was read"), "\(result.errors)")
        #expect(bench.server.bodies.isEmpty, "the service got a whole body")
    }

    @Test func `that is replaced under its name is sent as it was`() async throws {
        let bench = try bench { path in
            try Data([1, 2, 3]).write(to: URL(filePath: path), options: .atomic)
        }
        let result = try await bench.create()
        #expect(result.status == 0, "\(result.errors)")
        #expect(bench.server.bodies == [Self.big])
    }

    @Test(
        arguments: [("nothing", "empty", 6), (".", "directory", 2), ("gone", "gone", 3)] as [(String, String, Int32)])
    func `that is none makes no record`(_ name: String, _ word: String, _ status: Int32) async throws {
        let bench = try Bench()
        try bench.program.directory.write("nothing", "")
        let result = try await bench.program.run("image", "create", "x", "--file", name)
        #expect(result.status == status && result.errors.contains(word), "\(result.errors)")
        #expect(bench.server.records.isEmpty && bench.server.count("PUT") == 0)
        #expect(bench.server.requests.allSatisfy { $0.target != "/v2/images" })
    }
}

/// Fault class F-R1: each call of the file layer fails once, at every place an upload makes it.
struct `F-R1 an upload whose system call fails` {
    @Test(arguments: SystemCall.allCases)
    func `makes the whole image or leaves none`(_ call: SystemCall) async throws {
        for place in 1...6 {
            let bench = try Bench([], ["IMGSH_FAULT": "\(call.rawValue):\(place):\(EIO)"])
            let result = try await bench.create()
            if result.status == 0 {
                #expect(bench.server.records.map(\.data) == [Bench.data], "\(place)")
            } else {
                #expect(bench.server.records.isEmpty, "\(place): \(result.errors)")
                #expect(result.errors.hasPrefix("imgsh: "), "\(place): \(result.errors)")
            }
        }
    }
}
