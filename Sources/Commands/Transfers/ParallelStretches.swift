internal import BackendKit

/// Fetches the data of an image over several connections at once, and hands it on in its order.
///
/// Faster where one connection is the limit: a long way, or a service that slows each one down. What arrives before its
/// turn waits in memory, at most 40 MiB of it, so that the file grows from its beginning to its end as with one
/// connection, is hashed in one pass, and can be gone on with when the transfer breaks.
struct ParallelStretches: Sendable {
    /// An answer was not the stretch that was asked for: here nothing can be read at an offset, or not by every node of
    /// the service. Stretches before it may have been taken.
    struct Unsuitable: Error {}

    /// Below it the round trips cost more than they bring.
    static let smallest: Int64 = 32 << 20

    private let image: Image
    private let supply: DataSupply
    private let connections: Int
    private let limit: RateLimit?
    private let whole: Range<Int64>
    /// Long enough that asking for it costs little, short enough for several to wait in memory, and for what waits there to
    /// be no more than seconds of a slow transfer: it is lost when that ends.
    private let length: Int64

    private struct Stretch: Sendable {
        let start: Int64
        let chunks: [[UInt8]]
    }

    /// - Parameter limit: holds each connection up as its bytes come: what waits for its turn came within it as well.
    /// - Returns: `nil` when one connection is as good.
    init?(
        of image: Image, from offset: Int64, of supply: DataSupply, over connections: Int, within limit: RateLimit?
    ) {
        guard connections > 1, let size = image.size, size - offset >= Self.smallest else { return nil }
        self.image = image
        self.supply = supply
        self.limit = limit
        self.connections = min(connections, Download.Options.mostConnections)
        whole = offset..<size
        length = min(8 << 20, (32 << 20) / Int64(self.connections), limit?.share(of: self.connections) ?? .max)
    }

    /// - Parameter take: is given all the data in its order, one chunk after the other.
    /// - Throws: ``Unsuitable``; as ``DataSupply/withData(of:from:to:_:)``; what `take` throws.
    func run(_ take: @Sendable ([UInt8]) async throws -> Void) async throws {
        // The first stretch alone shows whether the service can do this.
        let first = try await fetch(from: whole.lowerBound)
        for chunk in first.chunks { try await take(chunk) }
        try await withThrowingTaskGroup(of: Stretch.self) { group in
            var taken = end(from: whole.lowerBound)
            var asked = taken
            var running = 0
            var waiting: [Int64: [[UInt8]]] = [:]
            while taken < whole.upperBound {
                while running < connections, asked < whole.upperBound,
                    asked - taken < Int64(connections + 1) * length
                {
                    let start = asked
                    group.addTask { try await fetch(from: start) }
                    running += 1
                    asked = end(from: start)
                }
                guard let stretch = try await group.next() else { return }
                running -= 1
                waiting[stretch.start] = stretch.chunks
                while let chunks = waiting.removeValue(forKey: taken) {
                    for chunk in chunks { try await take(chunk) }
                    taken = end(from: taken)
                }
            }
        }
    }

    private func end(from start: Int64) -> Int64 { min(start + length, whole.upperBound) }

    private func fetch(from start: Int64) async throws -> Stretch {
        let end = end(from: start)
        let gathered = Gathered()
        try await supply.withData(of: image, from: start, to: end) { data in
            guard data.start == start, data.bytes.length == end - start else { throw Unsuitable() }
            let reader = try data.bytes.limited(by: limit).open()
            while let chunk = try await reader.next() { await gathered.add(chunk) }
        }
        let (chunks, count) = await (gathered.chunks, gathered.count)
        guard count == end - start else {
            throw BrokenData(after: start + count, of: whole.upperBound)
        }
        return Stretch(start: start, chunks: chunks)
    }
}

/// The bytes of one stretch.
private actor Gathered {
    private(set) var chunks: [[UInt8]] = []
    private(set) var count: Int64 = 0

    func add(_ chunk: [UInt8]) {
        chunks.append(chunk)
        count += Int64(chunk.count)
    }
}
