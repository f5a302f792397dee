import BackendKit
import HTTPTransport
import OpenStack
import Testing

@testable import GlanceBackend

private let id = Bench.id
private let path = "images/\(Bench.id)"
private let bytes = Array("0123456789abcdef0123456789abcdef".utf8)

/// Records of images that hold `bytes`, as the service would describe them.
private enum Record {
    static let hashes = Hashes(of: bytes)
    static let active = Bench.record(status: "active", more: hashes.fields)
        .replacing(#""checksum": null, "os_hash_algo": null, "os_hash_value": null, "size": null, "#, with: "")

    static func active(_ replaced: String, with other: String) -> String { active.replacing(replaced, with: other) }
    static let queued = Bench.record()
    static let saving = Bench.record(status: "saving")
    static let poisoned = Bench.record().replacing(#""checksum": null"#, with: #""checksum": "abc""#)
}

struct `uploading` {
    private func upload(_ script: [(String, ScriptedClient.Answer)]) async throws -> (Bench, Image) {
        let bench = Bench(script)
        return (bench, try await bench.backend.upload(ByteStream(bytes), to: id))
    }

    @Test func `sends exactly the bytes, their number and their type`() async throws {
        let (bench, image) = try await upload([
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .status(204)),
            ("GET \(path)", .json(Record.active)),
        ])
        #expect(image.size == 32)
        let sent = bench.client.sent[1]
        #expect(sent.body == bytes)
        #expect(sent.request.headers["Content-Type"] == "application/octet-stream")
        #expect(sent.request.headers["x-openstack-image-size"] == "32")
        #expect(sent.request.headers["X-Image-Meta-Store"] == nil)
        #expect(sent.request.kind == .data)
        #expect(sent.request.tokenLife >= 600)
        #expect(bench.warnings.isEmpty)
    }

    @Test func `asks for a token that outlives the transfer`() {
        #expect(DataUpload.tokenLife(for: nil) == 600)
        #expect(DataUpload.tokenLife(for: 100 << 30) == 20480)
        #expect(DataUpload.tokenLife(for: .max) > 0)
    }

    @Test(arguments: ["active", "saving", "deactivated", "importing", "uploading"])
    func `sends nothing to an image that is not queued`(_ status: String) async {
        await expectError(.conflict) { try await upload([("GET \(path)", .json(Bench.record(status: status)))]) }
    }

    @Test func `sends nothing to a record that can take nothing`() async {
        await expectError(.conflict) { try await upload([("GET \(path)", .json(Record.poisoned))]) }
        let formatless = Record.queued.replacing("\"raw\"", with: "null")
        await expectError(.usage) { try await upload([("GET \(path)", .json(formatless))]) }
        await expectError(.notFound) { try await upload([("GET \(path)", .refused(404))]) }
    }

    @Test(arguments: [
        (400, ImageError.Code.usage), (401, .authentication), (403, .forbidden), (404, .notFound), (409, .conflict),
        (410, .conflict), (413, .conflict), (415, .integrity), (503, .network),
    ])
    func `maps what the service says`(_ status: Int, _ code: ImageError.Code) async {
        await expectError(code) {
            try await upload([("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .refused(status))])
        }
    }

    @Test(arguments: [
        ("\"size\": 32", "\"size\": 31"), ("\"size\": 32", "\"size\": null"),
        ("sha512\", \"os_hash_value\": \"", "sha512\", \"os_hash_value\": \"0"),
    ])
    func `does not take other data for what was sent`(_ part: String, _ other: String) async {
        await expectError(.integrity) {
            try await upload([
                ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .status(204)),
                ("GET \(path)", .json(Record.active(part, with: other))),
            ])
        }
    }

    @Test func `verifies by the MD5 when the hash is one it does not compute, and says so`() async throws {
        let script: [(String, ScriptedClient.Answer)] = [
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .status(204)),
            ("GET \(path)", .json(Record.active("sha512", with: "blake2b"))),
        ]
        #expect(try await upload(script).0.warnings.count == 1)
        await expectError(.integrity) {
            try await upload(
                script.dropLast() + [
                    (
                        "GET \(path)",
                        .json(
                            Record.active("sha512", with: "blake2b").replacing(Record.hashes.md5, with: "00"))
                    )
                ])
        }
    }

    @Test func `says when nothing could be verified`() async throws {
        let bare = Bench.record(status: "active").replacing("\"size\": null", with: "\"size\": 32")
        let (bench, _) = try await upload([
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .status(204)), ("GET \(path)", .json(bare)),
        ])
        #expect(bench.warnings.first?.contains("not verified") == true)
    }

    @Test(arguments: [ScriptedClient.Answer.lost, .refused(500), .refused(504), .broken(ImageError(.network, "reset"))])
    func `waits for what became of the data when the answer is lost`(_ answer: ScriptedClient.Answer) async throws {
        let (bench, image) = try await upload([
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", answer), ("GET \(path)", .json(Record.saving)),
            ("GET \(path)", .json(Record.saving)), ("GET \(path)", .json(Record.active)),
        ])
        #expect(image.status == .active)
        #expect(bench.pauses.all == [.seconds(2), .seconds(4)])
        #expect(bench.warnings.count == 1)
    }

    @Test func `sends again what was not stored, once`() async throws {
        let (bench, image) = try await upload([
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .lost), ("GET \(path)", .json(Record.queued)),
            ("PUT \(path)/file", .status(204)), ("GET \(path)", .json(Record.active)),
        ])
        #expect(image.status == .active)
        #expect(bench.client.sent[3].body == bytes)
        let error = await expectError(.network) {
            try await upload([
                ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .lost),
                ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .lost),
                ("GET \(path)", .json(Record.queued)),
            ])
        }
        #expect(error?.message.contains("'queued' without data") == true)
    }

    @Test func `never sends a pipe again`() async {
        let bench = Bench([
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .lost), ("GET \(path)", .json(Record.queued)),
        ])
        let pipe = ByteStream(length: nil, canRestart: false) { try ByteStream(bytes).open() }
        await expectError(.network) { try await bench.backend.upload(pipe, to: id) }
        #expect(bench.client.sent[1].request.headers["x-openstack-image-size"] == nil)
        bench.expectDone()
    }

    @Test func `gives up on a record that never stops saving, and says so`() async {
        let saving = Array(repeating: ("GET \(path)", ScriptedClient.Answer.json(Record.saving)), count: 100)
        let bench = Bench([("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .lost)] + saving)
        let error = await expectError(.network) { try await bench.backend.upload(ByteStream(bytes), to: id) }
        #expect(error?.message.contains("outcome unknown") == true)
        #expect(bench.pauses.all.reduce(.zero, +) >= .seconds(1800))
        #expect(bench.pauses.all.reduce(.zero, +) < .seconds(1900))
    }

    @Test(arguments: [
        (ScriptedClient.Answer.refused(404), ImageError.Code.conflict),
        (.json(Bench.record(status: "killed")), .network),
        (.json(Record.poisoned), .conflict), (.broken(ImageError(.network, "unreachable")), .network),
        (.json(Record.active("\"size\": 32", with: "\"size\": 0")), .integrity),
    ])
    func `says what it found when the answer is lost`(
        _ found: ScriptedClient.Answer, _ code: ImageError.Code
    ) async {
        await expectError(code) {
            try await upload([
                ("GET \(path)", .json(Record.queued)), ("PUT \(path)/file", .lost), ("GET \(path)", found),
            ])
        }
    }

    @Test(arguments: [31, 33, 0, 100])
    func `gives no service data of another length than announced`(_ length: Int64) async {
        let bench = Bench([("GET \(path)", .json(Record.queued))])
        let lying = ByteStream(length: length, canRestart: true) { try ByteStream(bytes, chunk: 8).open() }
        await expectError(.integrity) { try await bench.backend.upload(lying, to: id) }
    }

    @Test func `holds the last bytes back until it knows they are the last`() async throws {
        let ledger = UploadLedger()
        let long = ByteStream(length: 16, canRestart: true) { try ByteStream(bytes, chunk: 8).open() }
        let reader = try ledger.following(long).open()
        #expect(try await reader.next() == Array(bytes.prefix(8)))
        await expectError(.integrity) { try await reader.next() }
        #expect(ledger.sent == nil)
    }

    @Test func `names the store, after a look at which there are`() async throws {
        let bench = Bench([
            ("GET info/stores", try .fixture("stores")), ("GET \(path)", .json(Record.queued)),
            ("PUT \(path)/file", .status(204)), ("GET \(path)", .json(Record.active)),
        ])
        _ = try await bench.backend.upload(ByteStream(bytes), to: id, in: "slow")
        #expect(bench.client.sent[2].request.headers["X-Image-Meta-Store"] == "slow")
        let unknown = Bench([("GET info/stores", try .fixture("stores"))])
        await expectError(.usage) { try await unknown.backend.upload(ByteStream(bytes), to: id, in: "none") }
        let single = Bench([("GET info/stores", .refused(404))])
        await expectError(.unsupported) { try await single.backend.upload(ByteStream(bytes), to: id, in: "none") }
    }

    @Test func `stages data, and checks its size`() async throws {
        let staged = Bench.record(status: "uploading").replacing("\"size\": null", with: "\"size\": 32")
        let bench = Bench([
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/stage", .status(204)), ("GET \(path)", .json(staged)),
        ])
        #expect(try await bench.backend.stage(ByteStream(bytes), for: id).status == .uploading)
        let lost = Bench([
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/stage", .lost), ("GET \(path)", .json(staged)),
        ])
        #expect(try await lost.backend.stage(ByteStream(bytes), for: id).size == 32)
        let short = Bench([
            ("GET \(path)", .json(Record.queued)), ("PUT \(path)/stage", .status(204)),
            ("GET \(path)", .json(staged.replacing("32", with: "31"))),
        ])
        await expectError(.integrity) { try await short.backend.stage(ByteStream(bytes), for: id) }
        let off = Bench([("GET \(path)", .json(Record.queued)), ("PUT \(path)/stage", .refused(404))])
        await expectError(.unsupported) { try await off.backend.stage(ByteStream(bytes), for: id) }
    }
}

struct `downloading` {
    private func download(
        _ script: [(String, ScriptedClient.Answer)], _ range: Range<Int64>? = nil
    ) async throws -> (Bench, [UInt8]) {
        let bench = Bench(script)
        let got = try await bench.backend.withData(of: id, range: range) { stream in
            var bytes: [UInt8] = []
            let reader = try stream.open()
            while let chunk = try await reader.next() { bytes += chunk }
            return bytes
        }
        bench.expectDone()
        return (bench, got)
    }

    private let active: (String, ScriptedClient.Answer) = ("GET \(path)", .json(Record.active))

    @Test func `gives what is verified, with or without a length`() async throws {
        for answer in [ScriptedClient.Answer.status(200, [:], bytes), .chunked(200, [:], bytes)] {
            let (bench, got) = try await download([active, ("GET \(path)/file", answer)])
            #expect(got == bytes)
            #expect(bench.warnings.isEmpty)
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
        let hashless = Record.active(#""os_hash_algo": "sha512""#, with: #""os_hash_algo": null"#)
        let other = Array(bytes.reversed())
        #expect(
            try await download([("GET \(path)", .json(hashless)), ("GET \(path)/file", .chunked(200, [:], bytes))]).1
                == bytes)
        await expectError(.integrity) {
            try await download([("GET \(path)", .json(hashless)), ("GET \(path)/file", .chunked(200, [:], other))])
        }
        let bare = hashless.replacing("\"\(Record.hashes.md5)\"", with: "null")
        let header: HTTPHeaders = ["Content-MD5": Record.hashes.md5]
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
            try await download([("GET \(path)", .json(Record.active("sha512", with: "blake2b")))])
        }
    }

    @Test func `has no data where the service has none`() async {
        await expectError(.conflict) { try await download([("GET \(path)", .json(Record.queued))]) }
        await expectError(.integrity) { try await download([active, ("GET \(path)/file", .status(204))]) }
        await expectError(.notFound) { try await download([active, ("GET \(path)/file", .refused(404))]) }
        await expectError(.notFound) { try await download([("GET \(path)", .refused(404))]) }
    }

    @Test func `leaves it to the service who may read a deactivated image`() async throws {
        let record = ("GET \(path)", ScriptedClient.Answer.json(Record.active("\"active\"", with: "\"deactivated\"")))
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
