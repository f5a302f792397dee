import BackendKit
import FileIO
import Foundation
import TestSupport
import Testing
import Transfers

private let data = ImageServer.bytes(3_000_000)

/// What is kept on a disk that is away, or cannot be looked at.
struct `a kept download whose directory is away` {
    /// What stands in the place of the directory.
    enum Place: String, CaseIterable { case nothing, file, emptyDirectory }

    private let files = FileManager.default

    /// A bench in which a million bytes are kept in `disk`, and as many in `here`.
    private func away() async throws -> Bench {
        let cut = ImageServer.Answer.cut(.length, after: 1_000_000)
        let bench = try Bench(try ImageServer(data, [cut, cut]))
        for name in ["disk", "here"] {
            try files.createDirectory(atPath: bench.directory(name), withIntermediateDirectories: true)
            await expectError(.network) {
                try await bench.download(to: bench.directory(name + "/out")) { $0.repeats = false }
            }
        }
        return bench
    }

    private func take(_ place: Place, _ bench: Bench) throws {
        try files.moveItem(atPath: bench.directory("disk"), toPath: bench.directory("disk.away"))
        switch place {
        case .nothing: break
        case .file: try bench.directory.write("disk", "x")
        case .emptyDirectory:
            try files.createDirectory(atPath: bench.directory("disk"), withIntermediateDirectories: true)
        }
    }

    private func bringBack(_ place: Place, _ bench: Bench) throws {
        if place != .nothing { try files.removeItem(atPath: bench.directory("disk")) }
        try files.moveItem(atPath: bench.directory("disk.away"), toPath: bench.directory("disk"))
    }

    /// The one that was kept in the directory.
    private func transfer(_ name: String, _ bench: Bench) throws -> UnfinishedDownload {
        let end = "/\(name)/out"
        return try #require(try bench.journal.unfinishedDownloads().first { $0.entry.destination.hasSuffix(end) })
    }

    @Test(arguments: Place.allCases)
    func `is remembered, hides no other, and goes on when it is back`(_ place: Place) async throws {
        let bench = try await away()
        try take(place, bench)
        for _ in 0..<2 {
            let lost = try transfer("disk", bench)
            #expect(lost.state == .unknown && lost.count == nil && lost.reason?.contains("/disk") == true)
            let other = try transfer("here", bench)
            #expect(other.state == .kept && other.count == 1_000_000 && other.reason == nil)
        }
        try bringBack(place, bench)
        #expect(try transfer("disk", bench).state == .kept)
        #expect(try await bench.download(to: bench.directory("disk/out")).received == 2_000_000)
        #expect(try bench.directory.read("disk/out") == data)
        #expect(try bench.journal.unfinishedDownloads().count == 1)
    }

    @Test func `is left where a new one begins in the place of its directory`() async throws {
        let bench = try await away()
        try take(.emptyDirectory, bench)
        try await bench.download(to: bench.directory("disk/out"))
        #expect(bench.server.ranges.last == .some(nil))
        #expect(bench.notes.all.contains { $0.contains("what was kept before is left: transfer clean ") })
        #expect(try bench.journal.unfinishedDownloads().count == 2)
        try bringBack(.emptyDirectory, bench)
        #expect(try transfer("disk", bench).count == 1_000_000)
    }

    @Test(arguments: Place.allCases)
    func `is forgotten when that is wanted, and its file is not touched`(_ place: Place) async throws {
        let bench = try await away()
        try take(place, bench)
        #expect(try transfer("disk", bench).discard(from: bench.journal) == .forgotten)
        #expect(try bench.journal.unfinishedDownloads().count == 1)
        #expect(try files.contentsOfDirectory(atPath: bench.directory("disk.away")).count == 1)
    }

    @Test func `is thrown away when it has come back meanwhile`() async throws {
        let bench = try await away()
        try take(.file, bench)
        let lost = try transfer("disk", bench)
        try bringBack(.file, bench)
        #expect(try lost.discard(from: bench.journal) == .removed(1_000_000))
        #expect(try files.contentsOfDirectory(atPath: bench.directory("disk")).isEmpty)
    }

    @Test(arguments: Place.allCases)
    func `stays in the journal when it went away since it was seen`(_ place: Place) async throws {
        let bench = try await away()
        let kept = try transfer("disk", bench)
        try take(place, bench)
        await expectError(place == .file ? .notFound : .local) { try kept.discard(from: bench.journal) }
        #expect(try bench.journal.unfinishedDownloads().count == 2)
    }
}

struct `a download whose directory is moved away under it` {
    @Test func `is remembered, and complete when the directory is back`() async throws {
        let gate = Gate()
        let bench = try Bench(try ImageServer(data, [.held(after: 1_000_000, gate)]))
        let (disk, away) = (bench.directory("disk"), bench.directory("disk.away"))
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let task = Task { try await bench.download(to: disk + "/out") }
        while bench.server.dataRequests.isEmpty { await Task.yield() }
        try FileManager.default.moveItem(atPath: disk, toPath: away)
        gate.open()
        let error = await expectError(.notFound) { try await task.value }
        #expect(error?.hint == "transfer list", "\(String(describing: error))")
        #expect(try bench.journal.unfinishedDownloads().map(\.state) == [.unknown])
        try FileManager.default.moveItem(atPath: away, toPath: disk)
        #expect(try bench.journal.unfinishedDownloads().map(\.state) == [.kept])
        #expect(try await bench.download(to: disk + "/out").received == 0)
        #expect(try bench.directory.read("disk/out") == data)
        #expect(try bench.journal.unfinishedDownloads().isEmpty)
    }
}

struct `a kept download that is thrown away` {
    private func kept(_ answers: [ImageServer.Answer] = []) async throws -> (Bench, UnfinishedDownload) {
        let bench = try Bench(try ImageServer(data, [.cut(.length, after: 1_000_000)] + answers))
        await expectError(.network) { try await bench.download { $0.repeats = false } }
        return (bench, try bench.journal.unfinishedDownloads()[0])
    }

    @Test func `is gone, with its entry`() async throws {
        let (bench, kept) = try await kept()
        #expect(try kept.discard(from: bench.journal) == .removed(1_000_000))
        try bench.expectNothing()
        #expect(try kept.discard(from: bench.journal) == .nothing)
    }

    @Test func `is left alone when somebody goes on with it since it was seen`() async throws {
        let gate = Gate()
        let (bench, kept) = try await kept([.held(after: 500_000, gate)])
        let task = Task { try await bench.download() }
        while bench.server.dataRequests.count < 2 { await Task.yield() }
        #expect(try kept.discard(from: bench.journal) == .running)
        gate.open()
        #expect(try await task.value.received == 2_000_000)
        try bench.expectComplete()
    }

    @Test func `takes no more room than its bytes until then`() async throws {
        let big = [UInt8](repeating: 7, count: 64 << 20)
        let bench = try Bench(try ImageServer(big, [.cut(.length, after: 1_000_000)]))
        await expectError(.network) { try await bench.download { $0.repeats = false } }
        var status = stat()
        #expect(stat(try bench.journal.unfinishedDownloads()[0].entry.part, &status) == 0)
        #expect(status.st_blocks * 512 < 8 << 20, "\(status.st_blocks)")
    }
}
