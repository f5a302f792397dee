import BackendKit
import Synchronization
import Testing

@testable import CurlTransport

struct `what comes in` {
    /// One that hands over what is there; time does nothing here.
    private let pipe = InboundPipe(patience: .zero)
    /// One that waits for more.
    private let patient = InboundPipe(patience: .seconds(3600))

    /// As libcurl gives it.
    private func put(_ byte: UInt8, _ count: Int = 16 << 10, into pipe: InboundPipe? = nil) -> Bool {
        [UInt8](repeating: byte, count: count).withUnsafeBytes { (pipe ?? self.pipe).put($0) }
    }

    private func next() async throws -> [UInt8]? { try await pipe.next {} }

    /// Waits for a chunk, and runs the closure as soon as somebody waits.
    private func next(
        of pipe: InboundPipe? = nil, while body: @escaping @Sendable () -> Void
    ) async throws -> [UInt8]? {
        let pipe = pipe ?? self.pipe
        async let chunk = pipe.next {}
        while !pipe.hasReader { await Task.yield() }
        body()
        return try await chunk
    }

    @Test func `is taken together, in its order`() async throws {
        #expect(put(1) && put(2) && put(3, 5))
        let chunk = try #require(try await next())
        #expect(chunk.count == (32 << 10) + 5)
        #expect(chunk.first == 1 && chunk[16 << 10] == 2 && chunk.last == 3)
    }

    @Test func `is handed over when its time is up`() async throws {
        let pipe = pipe
        let chunk = try await next { [self] in
            #expect(put(1, 100))
            #expect(put(2, 100))
            // Whoever waits has got nothing yet.
            #expect(pipe.hasReader)
            #expect(pipe.handOver() == nil)
        }
        #expect(chunk?.count == 200)
    }

    @Test func `waits for more, and says how long it may`() async throws {
        #expect(patient.handOver() == nil)
        let patient = patient
        let chunk = try await next(of: patient) { [self] in
            #expect(put(1, 100, into: patient))
            let wait = patient.handOver()
            #expect((1...3_600_000).contains(wait ?? 0))
            #expect(patient.hasReader)
            patient.finish(.success(()))
        }
        #expect(chunk?.count == 100)
    }

    @Test func `waits for more although it came before somebody asked for it`() async throws {
        let patient = patient
        #expect(put(1, 100, into: patient))
        let chunk = try await next(of: patient) { [self] in
            for _ in 0..<16 { #expect(put(2, into: patient)) }
        }
        #expect(chunk?.count == (256 << 10) + 100)
    }

    @Test func `is handed over when there is much of it, though more may come`() async throws {
        let patient = patient
        let chunk = try await next(of: patient) { [self] in
            for number in 0..<16 { #expect(put(UInt8(number), into: patient)) }
            #expect(!patient.hasReader)
        }
        #expect(chunk?.count == 256 << 10)
    }

    @Test func `has room for a MiB, and says when there is room again`() async throws {
        for _ in 0..<64 { #expect(put(1)) }
        #expect(!put(2))
        #expect(!put(2))
        let calls = Mutex(0)
        let chunk = try await pipe.next { calls.withLock { $0 += 1 } }
        #expect(chunk?.count == 1 << 20)
        #expect(calls.withLock { $0 } == 1)
        #expect(put(2))
        _ = try await pipe.next { calls.withLock { $0 += 1 } }
        #expect(calls.withLock { $0 } == 1)
    }

    @Test func `of more than a MiB at once is taken whole`() async throws {
        #expect(put(1, 3 << 20))
        #expect(try await next()?.count == 3 << 20)
    }

    @Test func `holds hardly more memory than it needs, where it comes slowly`() async throws {
        for _ in 0..<4 {
            #expect(put(1) && put(2))
            let chunk = try #require(try await next())
            #expect(chunk.count == 32 << 10 && chunk.first == 1 && chunk.last == 2)
            #expect(chunk.capacity < 64 << 10)
        }
    }

    @Test func `comes before the end, and before what went wrong`() async throws {
        #expect(put(1))
        pipe.finish(.success(()))
        #expect(try await next()?.count == 16 << 10)
        #expect(try await next() == nil)
        let broken = InboundPipe()
        [UInt8](repeating: 7, count: 9).withUnsafeBytes { #expect(broken.put($0)) }
        broken.finish(.failure(ImageError(.network, "broken off")))
        #expect(try await broken.next {}?.count == 9)
        await #expect(throws: ImageError.self) { try await broken.next {} }
    }

    @Test func `reaches who waits before the end does`() async throws {
        let pipe = pipe
        let chunk = try await next { [self] in
            #expect(put(1, 10))
            pipe.finish(.success(()))
        }
        #expect(chunk?.count == 10)
        #expect(try await next() == nil)
    }

    @Test func `is asked for by nobody who was cancelled`() async throws {
        let pipe = pipe
        let task = Task { try await pipe.next {} }
        while !pipe.hasReader { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // What still comes is dropped: libcurl is not held up by it.
        for _ in 0..<100 { #expect(put(1)) }
    }
}
