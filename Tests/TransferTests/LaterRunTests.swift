import BackendKit
import FileIO
import Foundation
import TestSupport
import Testing
import Transfers

private let data = ImageServer.bytes(3_000_000)

/// Fault class F-P1 as seen by the next run, and the rules for going on.
struct `F-P1 a later run` {
    /// A bench in which a first run has left a million bytes.
    private func broken(_ answers: [ImageServer.Answer] = []) async throws -> Bench {
        let bench = try Bench(try ImageServer(data, [.cut(.length, after: 1_000_000)] + answers))
        await expectError(.network) { try await bench.download { $0.repeats = false } }
        return bench
    }

    private func part(_ bench: Bench) throws -> String { try bench.journal.unfinishedDownloads()[0].entry.part }

    @Test func `goes on from what is there`() async throws {
        let bench = try await broken()
        #expect(try await bench.download().received == 2_000_000)
        #expect(bench.server.ranges == [nil, "bytes=1000000-"])
        #expect(bench.notes.all.last?.contains("going on after the 976.6 KiB") == true)
        try bench.expectComplete()
    }

    @Test func `starts anew when that is wanted`() async throws {
        let bench = try await broken()
        #expect(try await bench.download { $0.resumes = false }.received == 3_000_000)
        #expect(bench.server.ranges == [nil, nil])
        try bench.expectComplete()
    }

    @Test func `starts anew when the image has changed`() async throws {
        for change in ["checksum", "os_hash_value", "created_at"] {
            let bench = try await broken()
            let value = change == "created_at" ? "2026-01-01T00:00:00Z" : "none"
            if change == "created_at" {
                bench.server.record = bench.server.record.replacing(value, with: "2027-01-01T00:00:00Z")
            } else {
                bench.server.record = bench.server.record.replacing("\"\(change)\"", with: "\"no_\(change)\"")
            }
            try await bench.download()
            #expect(bench.server.ranges == [nil, nil])
            #expect(bench.notes.all.contains { $0.contains("is not what it was") })
            try bench.expectComplete()
        }
    }

    @Test func `takes the longest of what was left, and names the rest`() async throws {
        let bench = try await broken()
        let entry = try bench.journal.unfinishedDownloads()[0].entry
        let folder = bench.directory("state/imgsh/transfers/")
        let shorter = entry.part.replacing(".imgsh-", with: ".imgsh-second-")
        try Data(data.prefix(1000)).write(to: URL(filePath: shorter))
        // Listed after the other one.
        let text = try String(contentsOfFile: folder + entry.id + ".json", encoding: .utf8)
            .replacing("\"\(entry.id)\"", with: "\"zzzzzzzz\"").replacing(".imgsh-", with: ".imgsh-second-")
        try text.write(toFile: folder + "zzzzzzzz.json", atomically: true, encoding: .utf8)
        #expect(try bench.journal.unfinishedDownloads().count == 2)
        #expect(try await bench.download().received == 2_000_000)
        #expect(bench.notes.all.contains { $0.hasSuffix("is left: transfer clean zzzzzzzz") })
        #expect(try bench.directory.read("out") == data)
        #expect(try bench.journal.unfinishedDownloads().map(\.entry.id) == ["zzzzzzzz"])
        #expect(FileManager.default.fileExists(atPath: shorter))
    }

    @Test func `finishes without a request when everything is there`() async throws {
        let bench = try await broken()
        try Data(data).write(to: URL(filePath: try part(bench)))
        #expect(try await bench.download().received == 0)
        #expect(bench.server.dataRequests.count == 1)
        try bench.expectComplete()
    }

    @Test func `believes no byte that is there`() async throws {
        let bench = try await broken()
        try Data([UInt8](repeating: 0, count: 1_000_000)).write(to: URL(filePath: try part(bench)))
        try await bench.download()
        #expect(bench.server.ranges == [nil, "bytes=1000000-", nil])
        try bench.expectComplete()
    }

    @Test func `starts anew when more is there than the image has`() async throws {
        let bench = try await broken()
        try Data(data + [1]).write(to: URL(filePath: try part(bench)))
        try await bench.download()
        #expect(bench.server.ranges == [nil, nil])
        try bench.expectComplete()
    }

    @Test func `does not touch what somebody put in the place of its file`() async throws {
        let bench = try await broken()
        let part = try part(bench)
        try FileManager.default.removeItem(atPath: part)
        let victim = try bench.directory.write("victim", [UInt8](repeating: 7, count: 1_000_000))
        try FileManager.default.createSymbolicLink(atPath: part, withDestinationPath: victim)
        try await bench.download()
        #expect(bench.server.ranges == [nil, nil])
        #expect(try bench.directory.read("victim") == [UInt8](repeating: 7, count: 1_000_000))
        #expect(try bench.directory.read("out") == data)

        let second = try await broken()
        let other = try self.part(second)
        try FileManager.default.linkItem(atPath: other, toPath: second.directory("second-name"))
        try await second.download()
        #expect(second.server.ranges == [nil, nil])
        #expect(try second.directory.read("second-name") == Array(data.prefix(1_000_000)))
    }

    @Test func `for another file, or of another service, begins by itself`() async throws {
        let bench = try await broken()
        try await bench.download(to: bench.directory("other"))
        #expect(bench.server.ranges == [nil, nil])
        #expect(try bench.journal.unfinishedDownloads().count == 1)
    }

    @Test func `finds its file by another way to it`() async throws {
        let bench = try await broken()
        try FileManager.default.createSymbolicLink(
            atPath: bench.directory("link"), withDestinationPath: bench.directory.path)
        try await bench.download(to: bench.directory("link/out"))
        #expect(bench.server.ranges == [nil, "bytes=1000000-"])
        #expect(try bench.directory.read("out") == data)
    }

    @Test func `does not disturb the one that runs`() async throws {
        let gate = Gate()
        let bench = try Bench(try ImageServer(data, [.held(after: 1_000_000, gate)]))
        let first = Task { try await bench.download() }
        while bench.server.dataRequests.isEmpty { await Task.yield() }
        let error = await expectError(.conflict) { try await bench.download() }
        #expect(error?.message.contains("another imgsh is writing") == true)
        #expect(try bench.journal.unfinishedDownloads().map(\.state) == [.running])
        gate.open()
        _ = try await first.value
        #expect(bench.server.dataRequests.count == 1)
        try bench.expectComplete()
    }

    @Test func `that is cancelled keeps what came, and says how to go on`() async throws {
        let gate = Gate()
        let bench = try Bench(try ImageServer(data, [.held(after: 1_000_000, gate)]))
        let task = Task { try await bench.download() }
        while try bench.journal.unfinishedDownloads().first?.count != 1_000_000 { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let left = try bench.journal.unfinishedDownloads()
        #expect(left.map(\.state) == [.kept])
        #expect(bench.notes.all.last?.contains("transfer resume \(left[0].entry.id)") == true)
        gate.open()
        try await bench.download()
        #expect(bench.server.ranges == [nil, "bytes=1000000-"])
        try bench.expectComplete()
    }

    @Test func `finds a finished file under the name, and its own as it was`() async throws {
        let gate = Gate()
        let bench = try Bench(try ImageServer(data, [.held(after: 1_000_000, gate)]))
        let task = Task { try await bench.download() }
        while bench.server.dataRequests.isEmpty { await Task.yield() }
        try bench.directory.write("out", "somebody else's")
        gate.open()
        await expectError(.conflict) { try await task.value }
        #expect(try bench.directory.read("out") == Array("somebody else's".utf8))
        // Everything is there, and only the name is missing.
        try await bench.download(replacing: true)
        #expect(bench.server.dataRequests.count == 1)
        try bench.expectComplete()
    }
}

struct `a journal of transfers` {
    @Test func `holds no secret, and nobody else can read it`() async throws {
        let bench = try Bench(try ImageServer(data, [.cut(.length, after: 1_000_000)]))
        await expectError(.network) { try await bench.download { $0.repeats = false } }
        let directory = bench.directory("state/imgsh/transfers")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(names.count == 1)
        #expect(try FileStatus.of(directory)?.mode == 0o700)
        #expect(try FileStatus.of(directory + "/" + names[0])?.mode == 0o600)
        #expect(try FileStatus.of(bench.journal.unfinishedDownloads()[0].entry.part)?.mode == 0o600)
        let text = try String(contentsOfFile: directory + "/" + names[0], encoding: .utf8)
        #expect(text.contains("sha512") && !text.contains("secret-token"))
    }

    @Test func `leaves alone what it cannot read, and what is no file of ours`() async throws {
        let bench = try Bench(try ImageServer(data))
        let directory = bench.directory("state/imgsh/transfers")
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let precious = try bench.directory.write("precious", "x")
        for (name, text) in [
            ("aaaaaaaa.json", "nonsense"), ("bbbbbbbb.json", "{}"), ("cccccccc.json", "[1]"), ("notes.txt", "mine"),
            (
                "dddddddd.json",
                #"{"kind":"download","id":"dddddddd","backend":"glance","location":"x","image":"y","#
                    + #""destination":"/tmp/z","part":"\#(precious)"}"#
            ),
        ] { try text.write(toFile: directory + "/" + name, atomically: true, encoding: .utf8) }
        #expect(try bench.journal.unfinishedDownloads().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 5)
        #expect(bench.directory.exists("precious"))
    }

    @Test func `loses what was left of entries that were never written`() async throws {
        let bench = try Bench(try ImageServer(data, [.cut(.length, after: 10)]))
        await expectError(.network) { try await bench.download { $0.repeats = false } }
        let directory = bench.directory("state/imgsh/transfers/")
        for (name, age) in [(".a.json.imgsh-journal-1.part", 7200.0), (".b.json.imgsh-journal-2.part", 0)] {
            #expect(FileManager.default.createFile(atPath: directory + name, contents: nil))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: directory + name)
        }
        #expect(try bench.journal.unfinishedDownloads().count == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(names.count == 2 && names.contains(".b.json.imgsh-journal-2.part"))
    }

    @Test func `that cannot be written costs the memory and not the file`() async throws {
        let bench = try Bench(try ImageServer(data, [.cut(.length, after: 10)]))
        try bench.directory.write("state", "no directory")
        try await bench.download()
        #expect(bench.warnings.all.contains { $0.contains("must start from its beginning") })
        #expect(try bench.directory.read("out") == data)
        bench.server.answer([.cut(.length, after: 10)])
        await expectError(.network) {
            try await bench.download(to: bench.directory("two")) { $0.repeats = false }
        }
        #expect(try bench.directory.names() == ["out", "state"])
    }
}
