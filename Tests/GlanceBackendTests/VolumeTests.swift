import BackendKit
import CurlTransport
import GlanceBackend
import HTTPTransport
import JSONText
import OpenStack
import Synchronization
import TestSupport
import Testing

/// Images of volumes, over a real connection: the lab has no block storage.
struct `making an image of a volume` {
    private static let image = Image.ID("0b4f3c1e-3d5a-4c57-9c54-6d3c2f3b1a90")
    private static let volume = "11111111-2222-4333-8444-555555555555"
    private static let twin = "66666666-7777-4888-8999-aaaaaaaaaaaa"

    /// A block storage service with some volumes, and a backend that talks to it.
    private struct Service {
        let server: ScriptedServer
        let backend: GlanceBackend

        /// - Parameters:
        ///   - refusal: the answer to the order.
        ///   - isOld: whether it knows no version 3.1.
        init(refusal: (status: Int, body: String)? = nil, isOld: Bool = false) throws {
            server = try ScriptedServer { connection in
                while true {
                    let request = try connection.readRequest()
                    let (status, body) = Self.answer(request, refusal, isOld)
                    try connection.answer(status, [("Content-Type", "application/json")], body)
                }
            }
            let settings = CloudSettings(name: "test", login: .none(endpoint: try HTTPURL(server.address + "/v3/p1")))
            let pace = Pace(now: { .zero }, sleep: { _ in }, random: { $0.upperBound })
            let connection = CloudConnection(
                settings, transport: CurlTransport(options: TransportOptions()), diagnostics: BackendDiagnostics(),
                pace: pace)
            backend = GlanceBackend(
                client: connection.service(.image),
                info: BackendInfo(kind: "glance", name: "glance@test", location: server.address),
                blockStorage: connection.service(.volume), close: { await connection.close() })
        }

        private static func answer(
            _ request: ScriptedRequest, _ refusal: (status: Int, body: String)?, _ isOld: Bool
        ) -> (Int, String) {
            let known = [(volume, "data 1/2"), (twin, "twin"), ("77777777-7777-4888-8999-aaaaaaaaaaaa", "twin")]
            let records = known.map { #"{"id": "\#($0.0)", "name": "\#($0.1)", "status": "available"}"# }
            switch (request.method, request.target) {
            case ("GET", "/v3/p1/volumes/\(volume)"): return (200, #"{"volume": \#(records[0])}"#)
            case ("GET", let target) where target.hasPrefix("/v3/p1/volumes/detail?name=data%201"):
                return (200, #"{"volumes": [\#(records[0])]}"#)
            // A service that knows no such filter, or takes a name for a pattern.
            case ("GET", let target) where target.hasPrefix("/v3/p1/volumes/detail?name="):
                return (200, #"{"volumes": [\#(records.joined(separator: ", "))]}"#)
            case ("POST", "/v3/p1/volumes/\(volume)/action"):
                if isOld, request["OpenStack-API-Version"] != nil {
                    return (406, #"{"computeFault": {"code": 406, "message": "Version 3.1 is not supported"}}"#)
                }
                if let refusal { return refusal }
                let wanted = (try? JSONReader.value(of: request.body))?["os-volume_upload_image"]
                let name = (wanted?["image_name"] ?? .null).text
                return (
                    202,
                    #"{"os-volume_upload_image": {"id": "\#(volume)", "status": "uploading", "size": 2, "#
                        + #""image_id": "\#(image)", "image_name": \#(name), "container_format": "bare", "#
                        + #""disk_format": "qcow2", "display_description": null, "visibility": "private", "#
                        + #""protected": false, "updated_at": "2026-01-31T10:00:00.000000", "#
                        + #""volume_type": {"name": "fast", "id": "x"}}}"#
                )
            default:
                return (404, #"{"itemNotFound": {"code": 404, "message": "Volume could not be found."}}"#)
            }
        }

        func order(_ volume: String, _ change: (inout VolumeImageRequest) -> Void = { _ in }) async throws
            -> VolumeImage
        {
            var request = VolumeImageRequest(name: "a \"backup\"")
            request.diskFormat = .qcow2
            request.containerFormat = .bare
            change(&request)
            return try await backend.require(.volumes).createImage(of: volume, request)
        }

        var orders: [ScriptedRequest] { server.requests.filter { $0.method == "POST" } }

        var order: JSON? {
            get throws { try orders.last.map { try JSONReader.value(of: $0.body) }?["os-volume_upload_image"] }
        }
    }

    private static func order(_ visibility: String, isProtected: Bool, isForced: Bool) -> JSON {
        [
            "image_name": "a \"backup\"", "force": .bool(isForced), "disk_format": "qcow2", "container_format": "bare",
            "visibility": .string(visibility), "protected": .bool(isProtected),
        ]
    }

    @Test(arguments: [Self.volume, "data 1/2"])
    func `finds the volume by its ID and by its name`(_ word: String) async throws {
        let service = try Service()
        let made = try await service.order(word)
        #expect(made.image == Self.image && made.volume == Self.volume && made.imageName == "a \"backup\"")
        #expect(made.diskFormat == .qcow2 && made.containerFormat == .bare && made.visibility == .private)
        #expect(made.size == 2 && made.status == "uploading" && made.type == "fast" && made.isProtected == false)
        #expect(try service.order == Self.order("private", isProtected: false, isForced: false))
        #expect(service.orders.map { $0["OpenStack-API-Version"] } == ["volume 3.1"])
        await service.backend.close()
    }

    @Test func `passes on what the image shall be`() async throws {
        let service = try Service()
        _ = try await service.order(Self.volume) {
            $0.visibility = .community
            $0.isProtected = true
            $0.isForced = true
        }
        #expect(try service.order == Self.order("community", isProtected: true, isForced: true))
        await service.backend.close()
    }

    @Test func `guesses at no name`() async throws {
        let service = try Service()
        let several = await expectError(.ambiguous) { try await service.order("twin") }
        #expect(several?.details.count == 2)
        for word in ["nobody", "detail", "../volumes", "data"] {
            await expectError(.notFound) { try await service.order(word) }
        }
        #expect(service.orders.isEmpty)
        await service.backend.close()
    }

    @Test func `asks a service of old in its own words`() async throws {
        let service = try Service(isOld: true)
        _ = try await service.order(Self.volume)
        #expect(service.orders.map { $0["OpenStack-API-Version"] } == ["volume 3.1", nil])
        #expect(
            try service.order == [
                "image_name": "a \"backup\"", "force": false, "disk_format": "qcow2", "container_format": "bare",
            ])
        let refused = await expectError(.unsupported) {
            try await service.order(Self.volume) { $0.visibility = .public }
        }
        #expect(refused?.message.contains("too old to make a public") == true)
        #expect(service.orders.count == 3)
        await service.backend.close()
    }

    @Test(arguments: [
        (400, "Invalid volume: Volume status must be available; use force", ImageError.Code.conflict),
        (400, "Invalid input", .usage), (403, "Policy doesn't allow it", .forbidden), (413, "Quota", .conflict),
        (409, "Busy", .conflict),
    ])
    func `says what was refused`(_ status: Int, _ reason: String, _ code: ImageError.Code) async throws {
        let service = try Service(
            refusal: (status, #"{"badRequest": {"code": \#(status), "message": "\#(reason)"}}"#))
        let error = await expectError(code) { try await service.order(Self.volume) }
        #expect(error?.message.hasSuffix("nothing was made") == true)
        #expect(error?.details.first?.contains(reason) == true)
        #expect(service.orders.count == 1)
        await service.backend.close()
    }

    @Test func `orders once, whatever becomes of the answer`() async throws {
        let service = try Service(refusal: (502, ""))
        let error = await expectError(.network) { try await service.order(Self.volume) }
        #expect(error?.message.contains("it is not known whether an image is being made") == true)
        #expect(service.orders.count == 1)
        await service.backend.close()
    }

    @Test func `is no ability of a backend without such a service`() throws {
        let connection = CloudConnection(
            CloudSettings(name: "test", login: .none(endpoint: try HTTPURL("http://127.0.0.1:9"))),
            transport: StubTransport(), diagnostics: BackendDiagnostics())
        let backend = GlanceBackend(
            client: connection.service(.image), info: BackendInfo(kind: "glance", name: "glance", location: "x"))
        #expect(backend.facet(.volumes) == nil)
    }
}
