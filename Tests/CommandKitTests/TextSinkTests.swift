import CommandKit
import Foundation
import Testing

struct `a sink on a pipe` {
    /// More than a pipe holds.
    private let text = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 / 4096) }

    private func ends() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    @Test func `gives up a reader that reads nothing once its task is cancelled`() async throws {
        let (reading, writing) = try ends()
        defer { close(reading) }
        let sink = DescriptorSink(writing, label: "a pipe", isBuffered: true)
        let task = Task { [text] in try sink.write(text) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // What nobody took is no longer there to wait for.
        try sink.flush()
        close(writing)
    }

    @Test func `keeps a message of a cancelled task for when it is read again`() async throws {
        let (reading, writing) = try ends()
        let sink = DescriptorSink(writing, label: "a pipe", isBuffered: false)
        let other = DescriptorSink(writing, label: "a pipe", isBuffered: true)
        let full = Task { [text] in try other.write(text) }
        full.cancel()
        await #expect(throws: CancellationError.self) { try await full.value }
        #expect(!sink.hasRoom)
        for message in ["one\n", "two\n"] {
            let task = Task { try sink.write(message) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        let held = try #require(Self.size(of: reading))
        var buffer = [UInt8](repeating: 0, count: held)
        #expect(read(reading, &buffer, held) == held)
        #expect(sink.hasRoom)
        try sink.write("three\n")
        close(writing)
        #expect(Self.all(of: reading) == Array("one\ntwo\nthree\n".utf8))
        close(reading)
    }

    private static func size(of descriptor: Int32) -> Int? {
        var count: Int32 = 0
        return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : nil
    }

    @Test func `writes everything, in its order, to a reader that takes its time`() async throws {
        let (reading, writing) = try ends()
        let task = Task { [text] in
            defer { close(writing) }
            try DescriptorSink(writing, label: "a pipe", isBuffered: false).write(text)
        }
        let got = await withCheckedContinuation { continuation in
            // Of its own: the writer needs one of those that tasks share.
            Thread.detachNewThread { continuation.resume(returning: Self.all(of: reading)) }
        }
        close(reading)
        try await task.value
        #expect(got == text)
    }

    private static func all(of descriptor: Int32) -> [UInt8] {
        var got: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1000)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { got += buffer[..<count] }
        return got
    }
}
