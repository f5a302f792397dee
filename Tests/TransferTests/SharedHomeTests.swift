import BackendKit
import FileIO
import Foundation
import TestSupport
import Testing

@testable import Transfers

private let here = ProcessPlace.current
private let otherHost = ProcessPlace(text: "other-\(here.text)")
private let otherContainer = ProcessPlace(text: "\(here.host) pid:[1]")

struct `a process's identity` {
    @Test func `is running as long as the process is, and no longer`() async throws {
        #expect(ProcessIdentity.current.life(at: here) == .running)
        #expect(ProcessIdentity(text: ProcessIdentity.current.text).life(at: nil) == .running)
        for text in ["", "x", "1", "1 0 boot", "999999999 1 x"] {
            #expect(ProcessIdentity(text: text).life(at: nil) == .ended)
            #expect(ProcessIdentity(text: text).life(at: here) == .ended)
        }
    }

    @Test func `says nothing of another machine, or of another container`() throws {
        let boot = try #require(BootIdentity.current)
        for (text, place) in [
            ("1 1 another-start", otherHost), ("1 1 \(boot)", otherContainer),
            ("1 1 another-start", ProcessPlace(text: "x")),
        ] {
            #expect(ProcessIdentity(text: text).life(at: place) == .unseen)
        }
    }

    @Test func `has ended with its machine, and is seen under a new name of the machine`() throws {
        #expect(ProcessIdentity(text: "1 1 another-start").life(at: otherContainer) == .ended)
        #expect(ProcessIdentity.current.life(at: otherHost) == .running)
    }

    @Test func `names the machine it is of`() {
        #expect(!here.host.isEmpty && !here.host.contains(" ") && here.numbering.hasPrefix("pid:["))
        #expect(ProcessPlace(text: here.text) == here)
    }
}

struct `a download of another machine with the same home` {
    private static let data = ImageServer.bytes(3_000_000)

    /// A bench in which another machine is at a download, or has left it.
    private func elsewhere(_ process: String?) async throws -> Bench {
        let bench = try Bench(try ImageServer(Self.data, [.cut(.length, after: 1_000_000)]))
        await expectError(.network) { try await bench.download { $0.repeats = false } }
        var entry = try bench.journal.unfinishedDownloads()[0].entry
        (entry.place, entry.process) = (otherHost, process.map(ProcessIdentity.init(text:)))
        try bench.journal.write(entry)
        return bench
    }

    @Test(arguments: [nil, "1 1 another-start"])
    func `is remembered when its file is not to be seen here`(_ process: String?) async throws {
        let bench = try await elsewhere(process)
        try FileManager.default.removeItem(atPath: try bench.journal.unfinishedDownloads()[0].entry.part)
        for _ in 0..<2 {
            let lost = try #require(try bench.journal.unfinishedDownloads().first)
            #expect(lost.state == .unknown && lost.reason?.contains("begun on '\(otherHost.host)'") == true)
        }
        #expect(try bench.journal.unfinishedDownloads()[0].discard(from: bench.journal) == .forgotten)
        #expect(try bench.journal.unfinishedDownloads().isEmpty)
    }

    @Test(arguments: [nil, "1 1 another-start"])
    func `goes on here when its file is there and nobody has it`(_ process: String?) async throws {
        let bench = try await elsewhere(process)
        #expect(try await bench.download().received == 2_000_000)
        try bench.expectComplete()
    }
}
