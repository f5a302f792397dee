internal import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Images of volumes, by the block storage service of the same cloud (Block Storage API v3, "Upload volume to image"),
/// which hands the data over to Glance itself.
struct VolumeService: VolumeImaging {
    let client: any ServiceClient
    /// What messages call the place.
    let place: String

    /// The first version that takes a visibility and a protection.
    private static let version = "volume 3.1"
    private static let shownCandidates = 10

    func createImage(of volume: String, _ request: VolumeImageRequest) async throws -> VolumeImage {
        let id = try await self.id(of: volume)
        let deed = "making an image of volume '\(volume)'"
        do {
            return try Self.image(try await order(id, request), of: id)
        } catch {
            // Another try might make a second image.
            if let cause = AnswerLost.cause(of: error) {
                throw ImageError(
                    .network, "\(deed): the answer never came, and it is not known whether an image is being made",
                    details: cause.asDetails, hint: "image list --sort created_at:desc")
            }
            guard let fault = error as? ServiceFault else { throw error }
            throw refusal(fault, deed, request)
        }
    }

    /// A service before 3.1 answers 406 before it acts, and makes every image as it likes.
    private func order(_ id: String, _ request: VolumeImageRequest) async throws -> ServiceResponse {
        var call = ServiceRequest(
            .post, ["volumes", id, "action"], body: .bytes(Self.body(request, saysWho: true).bytes),
            accepts: [200, 202], repeats: .whenUntouched)
        call.headers["OpenStack-API-Version"] = Self.version
        do {
            return try await client.send(call)
        } catch let fault as ServiceFault where fault.status == 406 {
            guard request.visibility == nil, request.isProtected == nil else {
                throw fault.error(
                    .unsupported,
                    "the block storage service of this cloud is too old to make a public, shared or protected image; "
                        + "nothing was made",
                    hint: "image set IMAGE --public")
            }
            call.headers["OpenStack-API-Version"] = nil
            call.body = .bytes(Self.body(request, saysWho: false).bytes)
            return try await client.send(call)
        }
    }

    private static func body(_ request: VolumeImageRequest, saysWho: Bool) -> JSON {
        var image = JSONObject()
        image["image_name"] = .string(request.name)
        image["force"] = .bool(request.isForced)
        image["disk_format"] = request.diskFormat.map { .string($0.rawValue) }
        image["container_format"] = request.containerFormat.map { .string($0.rawValue) }
        if saysWho {
            image["visibility"] = .string((request.visibility ?? .private).rawValue)
            image["protected"] = .bool(request.isProtected ?? false)
        }
        return ["os-volume_upload_image": .object(image)]
    }

    private static func image(_ response: ServiceResponse, of volume: String) throws(ImageError) -> VolumeImage {
        let json = try response.json()["os-volume_upload_image"]
        guard let json, let id = json["image_id"]?.string, !id.isEmpty else {
            throw ImageError(
                .protocol, "the block storage service makes an image and does not say which",
                details: response.requestID.map { ["request \($0)"] } ?? [], hint: "image list --sort created_at:desc")
        }
        var image = VolumeImage(image: Image.ID(id), volume: json["id"]?.string ?? volume)
        image.imageName = json["image_name"]?.string
        image.diskFormat = json["disk_format"]?.string.map(DiskFormat.init(rawValue:))
        image.containerFormat = json["container_format"]?.string.map(ContainerFormat.init(rawValue:))
        image.visibility = json["visibility"]?.string.map(Visibility.init(rawValue:))
        image.isProtected = json["protected"]?.bool
        image.about = json["display_description"]?.string
        if case .integer(let size)? = json["size"] { image.size = size }
        image.status = json["status"]?.string
        image.type = json["volume_type"]?["name"]?.string
        image.updatedAt = json["updated_at"]?.string.map(Timestamp.init(text:))
        return image
    }

    private func refusal(_ fault: ServiceFault, _ deed: String, _ request: VolumeImageRequest) -> ImageError {
        switch fault.status {
        // Cinder says 400 for the state of a volume, and for everything else it does not take.
        case 400 where !request.isForced && fault.reason.lowercased().contains("force"):
            fault.error(
                .conflict, "\(deed) failed: a server uses it, or its state forbids it; nothing was made",
                hint: "--force, where the service allows it")
        default: fault.error(nil, "\(deed) failed: \(fault.meaning); nothing was made")
        }
    }
}

extension VolumeService {
    /// The ID of the one volume that a word means: by its ID, or by its exact name.
    private func id(of word: String) async throws -> String {
        let byID = try await volume(withID: word).map { [$0] } ?? []
        let named = try await volumes(named: word).filter { volume in
            volume.name.hasSameBytes(as: word) && !byID.contains { $0.id == volume.id }
        }
        let found = byID + named
        if found.count > 1 {
            var details = found.prefix(Self.shownCandidates).map { "\($0.id)  \($0.status)  \($0.name)" }
            if found.count > Self.shownCandidates { details.append("…") }
            throw ImageError(
                .ambiguous, "'\(word)' means several volumes; nothing was made", details: details,
                hint: "one of the IDs")
        }
        guard let only = found.first else {
            throw ImageError(.notFound, "no volume '\(word)' on \(place)", hint: "openstack volume list")
        }
        return only.id
    }

    private struct Volume {
        let id: String
        let name: String
        let status: String

        init?(_ json: JSON?) {
            guard let json, let id = json["id"]?.string, PathSegment.isSafe(id) else { return nil }
            self.id = id
            name = json["name"]?.string ?? ""
            status = json["status"]?.string ?? "unknown"
        }
    }

    private func volume(withID id: String) async throws -> Volume? {
        // Below `volumes`, "detail" is a list.
        guard PathSegment.isSafe(id), id != "detail", id != "summary" else { return nil }
        do {
            return Volume(try await client.send(ServiceRequest(.get, ["volumes", id])).json()["volume"])
        } catch let fault as ServiceFault where [400, 403, 404].contains(fault.status) {
            return nil
        } catch let error {
            throw told(error)
        }
    }

    private func volumes(named name: String) async throws -> [Volume] {
        let list = ServiceList(
            path: ["volumes", "detail"], member: "volumes", query: [("name", name)], start: nil, deed: "listing volumes"
        )
        do {
            return try await list.answer(atMost: ServiceList.largestPage, after: nil, from: client).items
                .compactMap(Volume.init)
        } catch {
            throw told(error)
        }
    }

    private func told(_ error: any Error) -> any Error {
        switch error {
        case let fault as ServiceFault: fault.error(nil, "looking for the volume failed: \(fault.meaning)")
        case let lost as AnswerLost: lost.cause
        default: error
        }
    }
}
