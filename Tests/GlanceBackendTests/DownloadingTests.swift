import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

@testable import GlanceBackend

private let id = Bench.id
private let path = "images/\(Bench.id)"
private let bytes = TransferRecord.bytes

struct `downloading` {
    private func download(
        _ script: [(String, ScriptedClient.Answer)], _ range: Range<Int64>? = nil
    ) async throws -> (Bench, [UInt8]) {
        let bench = Bench(script)
        let got = try await bench.backend.withData(of: id, range: range) { try await $0.bytes() }
        bench.expectDone()
        return (bench, got)
    }

    private let active: (String, ScriptedClient.Answer) = ("GET \(path)", .json(TransferRecord.active))

    @Test func `gives what is verified, with or without a length`() async throws {
        for answer in [ScriptedClient.Answer.status(200, [:], bytes), .chunked(200, [:], bytes)] {
            let (bench, got) = try await download([active, ("GET \(path)/file", answer)])
            #expect(got == bytes)
            #expect(bench.warnings.isEmpty)
        }
    }

    @Test func `vouches for the recorded hash, and for the MD5 that was recorded with it`() async throws {
        let hashes = TransferRecord.hashes
        let hashless = TransferRecord.active(#""os_hash_algo": "sha512""#, with: #""os_hash_algo": null"#)
        for (record, wanted) in [(TransferRecord.active, [hashes.sha512, hashes.md5]), (hashless, [hashes.md5])] {
            let bench = Bench([("GET \(path)", .json(record)), ("GET \(path)/file", .status(200, [:], bytes))])
            let vouched = try await bench.backend.withData(of: id, range: nil) { $0.verifiedHashes.map(\.value) }
            #expect(vouched == wanted)
        }
    }

    @Test(arguments: [
        Array(bytes.dropLast()), bytes + [0], Array(bytes.reversed()), [], Array("<html>503</html>".utf8),
    ])
    func `gives no end to data that is not as recorded`(_ other: [UInt8]) async {
        await expectError(.integrity) { try await download([active, ("GET \(path)/file", .chunked(200, [:], other))]) }
    }

    @Test func `holds the last chunk back until the hash is known`() async throws {
        let bench = Bench([active, ("GET \(path)/file", .chunked(200, [:], Array(bytes.reversed())))])
        let count = Log<Int>()
        await expectError(.integrity) {
            try await bench.backend.withData(of: id, range: nil) { stream in
                let reader = try stream.open()
                while let chunk = try await reader.next() { count.add(chunk.count) }
            }
        }
        #expect(count.all.reduce(0, +) == 30)
    }

    @Test func `refuses a length that cannot be right before the first byte`() async {
        await expectError(.integrity) {
            try await download([active, ("GET \(path)/file", .status(200, [:], Array(bytes.dropLast())))])
        }
    }

    @Test func `verifies by the MD5 of the record, or else of the answer`() async throws {
        let hashless = TransferRecord.active(#""os_hash_algo": "sha512""#, with: #""os_hash_algo": null"#)
        let other = Array(bytes.reversed())
        #expect(
            try await download([("GET \(path)", .json(hashless)), ("GET \(path)/file", .chunked(200, [:], bytes))]).1
                == bytes)
        await expectError(.integrity) {
            try await download([("GET \(path)", .json(hashless)), ("GET \(path)/file", .chunked(200, [:], other))])
        }
        let bare = hashless.replacing("\"\(TransferRecord.hashes.md5)\"", with: "null")
        let header: HTTPHeaders = ["Content-MD5": TransferRecord.hashes.md5]
        await expectError(.integrity) {
            try await download([("GET \(path)", .json(bare)), ("GET \(path)/file", .chunked(200, header, other))])
        }
        let (bench, got) = try await download([
            ("GET \(path)", .json(bare)), ("GET \(path)/file", .chunked(200, [:], bytes)),
        ])
        #expect(got == bytes)
        #expect(bench.warnings.first?.contains("not verified") == true)
    }

    @Test func `does not fall back from a hash it does not know`() async {
        await expectError(.integrity) {
            try await download([("GET \(path)", .json(TransferRecord.active("sha512", with: "blake2b")))])
        }
    }

    @Test func `has no data where the service has none`() async {
        await expectError(.conflict) { try await download([("GET \(path)", .json(TransferRecord.queued))]) }
        await expectError(.integrity) { try await download([active, ("GET \(path)/file", .status(204))]) }
        await expectError(.notFound) { try await download([active, ("GET \(path)/file", .refused(404))]) }
        await expectError(.notFound) { try await download([("GET \(path)", .refused(404))]) }
    }

    @Test func `leaves it to the service who may read a deactivated image`() async throws {
        let record = (
            "GET \(path)", ScriptedClient.Answer.json(TransferRecord.active("\"active\"", with: "\"deactivated\""))
        )
        #expect(try await download([record, ("GET \(path)/file", .status(200, [:], bytes))]).1 == bytes)
        await expectError(.forbidden) { try await download([record, ("GET \(path)/file", .refused(403))]) }
    }

    @Test func `takes no data that is encoded`() async {
        await expectError(.protocol) {
            try await download([active, ("GET \(path)/file", .chunked(200, ["Content-Encoding": "gzip"], bytes))])
        }
    }

    @Test func `asks for a part, clipped at the end`() async throws {
        let (bench, got) = try await download(
            [
                active,
                ("GET \(path)/file", .status(206, ["Content-Range": "bytes 30-31/32"], Array(bytes.suffix(2)))),
            ], 30..<1000)
        #expect(got == bytes.suffix(2))
        #expect(bench.client.sent[1].request.headers["Range"] == "bytes=30-31")
    }

    @Test(arguments: [Range<Int64>(uncheckedBounds: (5, 5)), 32..<40, -5..<5])
    func `has no part that begins past the end, or is none`(_ range: Range<Int64>) async {
        await expectError(.usage) { try await download([active], range) }
    }

    @Test(arguments: [
        ("bytes 0-1/32", 2), ("bytes 30-31/33", 2), ("bytes 30-30/32", 1), ("", 2), ("bytes 30-31/32", 1),
        ("bytes 30-31/32", 32), ("nonsense", 2),
    ])
    func `takes no other part than it asked for`(_ range: String, _ count: Int) async {
        await expectError(.protocol) {
            try await download(
                [active, ("GET \(path)/file", .status(206, ["Content-Range": range], Array(bytes.prefix(count))))],
                30..<32)
        }
    }

    @Test func `notices a part that is longer or shorter than it says`() async {
        let header: HTTPHeaders = ["Content-Range": "bytes 10-19/32"]
        await expectError(.protocol) {
            try await download([active, ("GET \(path)/file", .chunked(206, header, bytes))], 10..<20)
        }
        await expectError(.network) {
            try await download([active, ("GET \(path)/file", .chunked(206, header, [1, 2]))], 10..<20)
        }
    }

    @Test func `cuts the part out of everything when the store cannot`() async throws {
        let whole = ("GET \(path)/file", ScriptedClient.Answer.status(200, [:], bytes))
        let (bench, got) = try await download([active, ("GET \(path)/file", .refused(400)), whole], 7..<25)
        #expect(got == Array(bytes[7..<25]))
        #expect(bench.warnings.count == 1)
        let (quiet, all) = try await download([active, whole], 0..<11)
        #expect(all == Array(bytes[0..<11]))
        #expect(quiet.warnings.isEmpty)
    }

    @Test func `names the stores it prefers`() async throws {
        let bench = Bench([active, ("GET \(path)/file?prefer=a,b", .status(200, [:], bytes))])
        try await bench.backend.withData(of: id, range: nil, preferring: ["a", "b"]) { _ in }
        let unknown = Bench([active, ("GET \(path)/file?prefer=a", .refused(400))])
        await expectError(.usage) {
            try await unknown.backend.withData(of: id, range: nil, preferring: ["a"]) { _ in }
        }
    }
}
