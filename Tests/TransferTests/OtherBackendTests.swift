import BackendKit
import FileIO
import Foundation
import LocalBackend
import TestSupport
import Testing
import Transfers

/// A local store, seen as a backend that reads nothing at an offset.
private struct WholeOnly: BackendView, ImageDownloading {
    let inner: LocalBackend

    func withData<Value: Sendable>(
        of image: Image.ID, range: Range<Int64>?, _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value {
        try await inner.withData(of: image, range: range, body)
    }
}

/// A local store, seen as a backend that announces more of a stretch than it gives.
private struct Stingy: BackendView, ImageResuming {
    let inner: LocalBackend

    func withRemainingData<Value: Sendable>(
        of image: Image, from offset: Int64, to end: Int64?, preferring stores: [Store.ID],
        _ body: @Sendable (RemainingData) async throws -> Value
    ) async throws -> Value {
        try await inner.withRemainingData(of: image, from: offset, to: end.map { $0 - 1 }, preferring: stores) { data in
            let promised = ByteStream(length: data.bytes.length.map { $0 + 1 }, canRestart: false) {
                try data.bytes.open()
            }
            return try await body(RemainingData(start: data.start, bytes: promised))
        }
    }
}

/// A local store that notes how many bytes were pulled out of it.
private struct Counting: BackendView, ImageResuming {
    let inner: LocalBackend
    let pulled = Log<Int>()

    func withRemainingData<Value: Sendable>(
        of image: Image, from offset: Int64, to end: Int64?, preferring stores: [Store.ID],
        _ body: @Sendable (RemainingData) async throws -> Value
    ) async throws -> Value {
        try await inner.withRemainingData(of: image, from: offset, to: end, preferring: stores) { data in
            try await body(RemainingData(start: data.start, bytes: data.bytes.metered { pulled.add($0) }))
        }
    }
}

struct `a download from a backend` {
    private let directory: TemporaryDirectory
    private let store: LocalBackend
    private let clock = TestClock()

    init() throws {
        directory = try TemporaryDirectory()
        store = LocalBackend(directory: directory("store"))
    }

    private func image(_ data: [UInt8]) async throws -> Image {
        var draft = ImageDraft(name: "x")
        (draft.diskFormat, draft.containerFormat) = (.raw, .bare)
        return try await store.storeImage(draft, data: ByteStream(data))
    }

    private func download(
        _ image: Image, from backend: any ImageBackend, _ change: (inout Download.Options) -> Void = { _ in }
    ) async throws -> Download.Outcome {
        var options = Download.Options()
        options.clock = clock.pace
        change(&options)
        let destination = try Destination(directory("out"), replacing: false)
        return try await Download(of: image, from: backend, to: destination, journal: nil, options: options).run()
    }

    @Test func `that reads nothing at an offset is whole and verified`() async throws {
        let data = ImageServer.bytes(100_000)
        let outcome = try await download(try await image(data), from: WholeOnly(inner: store))
        #expect(outcome.verifiedBy == "sha512" && outcome.received == 100_000)
        #expect(try directory.read("out") == data)
    }

    @Test func `over several connections pulls no more at a time than its limit lets through`() async throws {
        let data = ImageServer.bytes(34 << 20)
        let image = try await image(data)
        let backend = Counting(inner: store)
        let (pace, pulled, ahead) = (clock.pace, backend.pulled, Log<Int>())
        let waits = Log<Int>()
        let watching = Pace(
            now: pace.now,
            sleep: { time in
                waits.add(0)
                ahead.add(pulled.all.count - waits.all.count)
                try await pace.sleep(time)
            }, random: pace.random)
        let outcome = try await download(image, from: backend) { options in
            options.connections = 4
            options.limit = RateLimit(bytesPerSecond: 8 << 20, clock: watching)
        }
        #expect(outcome.received == Int64(data.count) && outcome.verifiedBy == "sha512")
        // A chunk of each connection may be on its way to the limit.
        #expect(ahead.all.allSatisfy { $0 <= 4 }, "\(ahead.all)")
    }

    @Test func `that has no stores to choose from leaves nothing where one was wanted`() async throws {
        let image = try await image([1, 2, 3])
        let error = await expectError(.unsupported) {
            try await download(image, from: WholeOnly(inner: store)) { $0.stores = [Store.ID("fast")] }
        }
        #expect(error?.message.contains("choose among stores") == true, "\(error?.message ?? "")")
        #expect(try directory.names() == ["store"])
    }

    @Test func `that gives less of a stretch than it announced is read over one connection`() async throws {
        let data = [UInt8](repeating: 7, count: 33 << 20)
        let image = try await image(data)
        let outcome = try await download(image, from: Stingy(inner: store)) { $0.connections = 2 }
        #expect(outcome.verifiedBy == "sha512" && outcome.received == Int64(data.count))
    }

    @Test func `without a hash is taken without a listener, too`() async throws {
        var image = try await image([1, 2, 3])
        (image.hash, image.checksum) = (nil, nil)
        #expect(try await download(image, from: WholeOnly(inner: store)).verifiedBy == nil)
        #expect(try directory.read("out") == [1, 2, 3])
    }
}

struct `limited data` {
    @Test func `is the same, no faster than the limit, and cannot be had by its descriptor`() async throws {
        let directory = try TemporaryDirectory()
        let bytes = ImageServer.bytes(2_500_000)
        let whole = try await ByteStream.file(at: directory.write("f", bytes))
        let clock = TestClock()
        let limited = whole.limited(by: RateLimit(bytesPerSecond: 1_000_000, clock: clock.pace))
        #expect(whole.fileDescriptor != nil && limited.fileDescriptor == nil)
        #expect(limited.length == 2_500_000 && limited.canRestart)
        #expect(try await limited.bytes() == bytes)
        let waited = clock.slept.reduce(.zero, +)
        #expect(abs(waited / .seconds(1) - 2.5) < 0.001)
        #expect(whole.limited(by: nil).fileDescriptor == whole.fileDescriptor)
    }

    @Test(arguments: [(200_000, 50_000), (1000, 4096), (1 << 30, 1 << 20)] as [(Int64, Int)])
    func `comes in slices of a quarter of a second, of 4 KiB at least`(_ rate: Int64, _ longest: Int) async throws {
        let directory = try TemporaryDirectory()
        let bytes = ImageServer.bytes(1 << 20)
        let clock = TestClock()
        let reader = try await ByteStream.file(at: directory.write("f", bytes))
            .limited(by: RateLimit(bytesPerSecond: rate, clock: clock.pace)).open()
        var (got, sizes): ([UInt8], [Int]) = ([], [])
        while let slice = try await reader.next() {
            got += slice
            sizes.append(slice.count)
        }
        #expect(got == bytes && sizes.max() == longest)
        // Each is waited for by itself.
        #expect(clock.slept.count == sizes.count)
    }
}
