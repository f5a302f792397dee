import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

@testable import GlanceBackend

private let id = Bench.id
private let path = "images/\(Bench.id)"
private let bytes = TransferRecord.bytes

struct `uploading` {
    private func upload(_ script: [(String, ScriptedClient.Answer)]) async throws -> (Bench, Image) {
        let bench = Bench(script)
        return (bench, try await bench.backend.upload(ByteStream(bytes), to: id))
    }

    @Test func `sends exactly the bytes, their number and their type`() async throws {
        let (bench, image) = try await upload([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .status(204)),
            ("GET \(path)", .json(TransferRecord.active)),
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
        #expect(DataUpload.tokenLife(for: 0) == 600)
        #expect(DataUpload.tokenLife(for: nil) == .max)
        #expect(DataUpload.tokenLife(for: 100 << 30) == 20480)
        #expect(DataUpload.tokenLife(for: .max) > 0)
    }

    /// What is told about data that the service then refuses.
    private func warnings(for length: Int, tokenLife: Int) async -> [String] {
        let bench = Bench(
            [("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .refused(413))],
            tokenLife: tokenLife)
        let data = ByteStream([UInt8](repeating: 0, count: length), chunk: 1 << 20)
        await expectError(.conflict) { try await bench.backend.upload(data, to: id) }
        return bench.warnings
    }

    @Test func `warns when even a new token may end before the transfer does`() async {
        let short = await warnings(for: 20 << 20, tokenLife: 3)
        #expect(short.count == 1)
        #expect(short.first?.contains("lasts only 3 s") == true && short.first?.contains("may take 2 s") == true)
        #expect(await warnings(for: 20 << 20, tokenLife: 4).isEmpty)
        #expect(await warnings(for: 1 << 20, tokenLife: 1).isEmpty)
    }

    @Test func `is not begun again when the user wants no second try`() async {
        let bench = Bench(
            [
                ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .lost),
                ("GET \(path)", .json(TransferRecord.queued)),
            ], retry: .none)
        await expectError(.network) { try await bench.backend.upload(ByteStream(bytes), to: id) }
        bench.expectDone()
    }

    @Test(arguments: ["active", "saving", "deactivated", "importing", "uploading"])
    func `sends nothing to an image that is not queued`(_ status: String) async {
        await expectError(.conflict) { try await upload([("GET \(path)", .json(Bench.record(status: status)))]) }
    }

    @Test func `sends nothing to a record that can take nothing`() async {
        await expectError(.conflict) { try await upload([("GET \(path)", .json(TransferRecord.poisoned))]) }
        let formatless = TransferRecord.queued.replacing("\"raw\"", with: "null")
        await expectError(.usage) { try await upload([("GET \(path)", .json(formatless))]) }
        await expectError(.notFound) { try await upload([("GET \(path)", .refused(404))]) }
    }

    @Test(arguments: [
        (400, ImageError.Code.usage), (401, .authentication), (403, .forbidden), (404, .conflict),
        (413, .conflict), (415, .integrity), (503, .network),
    ])
    func `maps what the service says`(_ status: Int, _ code: ImageError.Code) async {
        await expectError(code) {
            try await upload([("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .refused(status))])
        }
    }

    @Test(arguments: [
        ("\"size\": 32", "\"size\": 31"), ("\"size\": 32", "\"size\": null"),
        ("sha512\", \"os_hash_value\": \"", "sha512\", \"os_hash_value\": \"0"),
    ])
    func `does not take other data for what was sent`(_ part: String, _ other: String) async {
        await expectError(.integrity) {
            try await upload([
                ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .status(204)),
                ("GET \(path)", .json(TransferRecord.active(part, with: other))),
            ])
        }
    }

    @Test func `verifies by the MD5 when the hash is one it does not compute, and says so`() async throws {
        let script: [(String, ScriptedClient.Answer)] = [
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .status(204)),
            ("GET \(path)", .json(TransferRecord.active("sha512", with: "blake2b"))),
        ]
        #expect(try await upload(script).0.warnings.count == 1)
        await expectError(.integrity) {
            try await upload(
                script.dropLast() + [
                    (
                        "GET \(path)",
                        .json(
                            TransferRecord.active("sha512", with: "blake2b").replacing(
                                TransferRecord.hashes.md5, with: "00"))
                    )
                ])
        }
    }

    @Test func `says when nothing could be verified`() async throws {
        let bare = Bench.record(status: "active").replacing("\"size\": null", with: "\"size\": 32")
        let (bench, _) = try await upload([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .status(204)),
            ("GET \(path)", .json(bare)),
        ])
        #expect(bench.warnings.first?.contains("not verified") == true)
    }

    @Test(arguments: [ScriptedClient.Answer.lost, .refused(500), .refused(504), .broken(ImageError(.network, "reset"))])
    func `waits for what became of the data when the answer is lost`(_ answer: ScriptedClient.Answer) async throws {
        let (bench, image) = try await upload([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", answer),
            ("GET \(path)", .json(TransferRecord.saving)),
            ("GET \(path)", .json(TransferRecord.saving)), ("GET \(path)", .json(TransferRecord.active)),
        ])
        #expect(image.status == .active)
        #expect(bench.pauses.all == [.seconds(2), .seconds(4)])
        #expect(bench.warnings.count == 1)
    }

    @Test func `waits a little for a record that an earlier transfer still holds`() async throws {
        let start: [(String, ScriptedClient.Answer)] = [
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .refused(409)),
        ]
        let saving = ("GET \(path)", ScriptedClient.Answer.json(TransferRecord.saving))
        let active = ("GET \(path)", ScriptedClient.Answer.json(TransferRecord.active))
        let free = [saving, saving, ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .status(204))]
        let (bench, image) = try await upload(start + free + [active])
        #expect(image.status == .active)
        #expect(bench.pauses.all == [.milliseconds(200), .milliseconds(400)])
        bench.expectDone()
        await expectError(.conflict) { try await upload(start + [saving, active]) }
        let gone: [(String, ScriptedClient.Answer)] = [
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .refused(410)),
        ]
        #expect(try await upload(gone + free.suffix(2) + [active]).1.status == .active)
        await expectError(.conflict) { try await upload(gone + [("GET \(path)", .refused(404))]) }
        await expectError(.conflict) { try await upload(start + Array(repeating: saving, count: 6)) }
    }

    @Test func `sends again what was not stored, once`() async throws {
        let (bench, image) = try await upload([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .lost),
            ("GET \(path)", .json(TransferRecord.queued)),
            ("PUT \(path)/file", .status(204)), ("GET \(path)", .json(TransferRecord.active)),
        ])
        #expect(image.status == .active)
        #expect(bench.client.sent[3].body == bytes)
        let error = await expectError(.network) {
            try await upload([
                ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .lost),
                ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .lost),
                ("GET \(path)", .json(TransferRecord.queued)),
            ])
        }
        #expect(error?.message.contains("'queued' without data") == true)
    }

    @Test func `never sends a pipe again`() async {
        let bench = Bench([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .lost),
            ("GET \(path)", .json(TransferRecord.queued)),
        ])
        let pipe = ByteStream(length: nil, canRestart: false) { try ByteStream(bytes).open() }
        await expectError(.network) { try await bench.backend.upload(pipe, to: id) }
        #expect(bench.client.sent[1].request.headers["x-openstack-image-size"] == nil)
        bench.expectDone()
    }

    @Test func `gives up on a record that never stops saving, and says so`() async {
        let saving = Array(repeating: ("GET \(path)", ScriptedClient.Answer.json(TransferRecord.saving)), count: 100)
        let bench = Bench([("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .lost)] + saving)
        let error = await expectError(.network) { try await bench.backend.upload(ByteStream(bytes), to: id) }
        #expect(error?.message.contains("outcome unknown") == true)
        #expect(bench.pauses.all.reduce(.zero, +) >= .seconds(1800))
        #expect(bench.pauses.all.reduce(.zero, +) < .seconds(1900))
    }

    @Test(arguments: [
        (ScriptedClient.Answer.refused(404), ImageError.Code.conflict),
        (.json(Bench.record(status: "killed")), .network),
        (.json(TransferRecord.poisoned), .conflict), (.broken(ImageError(.network, "unreachable")), .network),
        (.json(TransferRecord.active("\"size\": 32", with: "\"size\": 0")), .integrity),
    ])
    func `says what it found when the answer is lost`(
        _ found: ScriptedClient.Answer, _ code: ImageError.Code
    ) async {
        await expectError(code) {
            try await upload([
                ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/file", .lost), ("GET \(path)", found),
            ])
        }
    }

    @Test(arguments: [31, 33, 0, 100])
    func `gives no service data of another length than announced`(_ length: Int64) async {
        let bench = Bench([("GET \(path)", .json(TransferRecord.queued))])
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

    @Test func `takes the hashes that the stream vouches for, and computes none of them again`() async throws {
        let hashes = [ImageHash(algorithm: "sha512", value: "5a"), ImageHash(algorithm: "md5", value: "6b")]
        for vouched in [hashes, [hashes[0]], []] {
            let ledger = UploadLedger()
            let data = ByteStream(length: nil, canRestart: false, verifiedHashes: vouched) {
                try ByteStream(bytes).open()
            }
            let reader = try ledger.following(data).open()
            while try await reader.next() != nil {}
            let sent = try #require(ledger.sent)
            #expect(sent.size == Int64(bytes.count))
            for algorithm in ["sha512", "md5"] {
                let hash = try #require(sent.hashes.first { $0.algorithm == algorithm })
                #expect((hash.value.count == 2) == vouched.contains { $0.algorithm == algorithm }, "\(algorithm)")
            }
        }
    }

    @Test func `names the store, after a look at which there are`() async throws {
        let bench = Bench([
            ("GET info/stores", try .fixture("stores")), ("GET \(path)", .json(TransferRecord.queued)),
            ("PUT \(path)/file", .status(204)), ("GET \(path)", .json(TransferRecord.active)),
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
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/stage", .status(204)),
            ("GET \(path)", .json(staged)),
        ])
        #expect(try await bench.backend.stage(ByteStream(bytes), for: id).status == .uploading)
        let lost = Bench([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/stage", .lost), ("GET \(path)", .json(staged)),
        ])
        #expect(try await lost.backend.stage(ByteStream(bytes), for: id).size == 32)
        // What the service has of it is not known before it says a size.
        let early = Bench([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/stage", .lost),
            ("GET \(path)", .json(Bench.record(status: "uploading"))), ("GET \(path)", .json(staged)),
        ])
        #expect(try await early.backend.stage(ByteStream(bytes), for: id).size == 32)
        early.expectDone()
        let old = Bench([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/stage", .status(204)),
            ("GET \(path)", .json(Bench.record(status: "uploading"))),
        ])
        #expect(try await old.backend.stage(ByteStream(bytes), for: id).size == nil)
        let short = Bench([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/stage", .status(204)),
            ("GET \(path)", .json(staged.replacing("32", with: "31"))),
        ])
        await expectError(.integrity) { try await short.backend.stage(ByteStream(bytes), for: id) }
        let off = Bench([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/stage", .refused(404)),
            ("GET \(path)", .json(TransferRecord.queued)),
        ])
        await expectError(.unsupported) { try await off.backend.stage(ByteStream(bytes), for: id) }
        let gone = Bench([
            ("GET \(path)", .json(TransferRecord.queued)), ("PUT \(path)/stage", .refused(404)),
            ("GET \(path)", .refused(404)),
        ])
        let error = await expectError(.conflict) { try await gone.backend.stage(ByteStream(bytes), for: id) }
        #expect(error?.message.hasSuffix("the image was deleted meanwhile") == true)
    }
}
