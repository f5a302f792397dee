import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Two calls of the Image API.
struct Glance {
    let endpoint: URL
    let token: String

    func bytes(_ count: Int, of image: String) async throws -> [UInt8] {
        var request = request(endpoint.appendingPathComponent("images/\(try await id(of: image))/file"))
        request.setValue("bytes=0-\(count - 1)", forHTTPHeaderField: "Range")
        let (status, data) = try await Fetch.bytes(request, atMost: count)
        switch status {
        case 200, 206: return data
        case 204, 416: throw Failure(5, "image '\(image)' has no data")
        default: throw refusal(status, "data of image '\(image)'")
        }
    }

    private struct List: Decodable {
        struct Image: Decodable { let id: String }
        let images: [Image]
    }

    private func id(of image: String) async throws -> String {
        if UUID(uuidString: image) != nil { return image }
        var address = URLComponents(url: endpoint.appendingPathComponent("images"), resolvingAgainstBaseURL: false)
        address?.queryItems = [URLQueryItem(name: "name", value: image)]
        guard let url = address?.url else { throw Failure(2, "'\(image)' cannot be asked for") }
        let (status, data) = try await Fetch.bytes(request(url), atMost: 1 << 20)
        guard status == 200 else { throw refusal(status, "list of images") }
        let found = try JSONDecoder().decode(List.self, from: Data(data)).images
        guard found.count < 2 else { throw Failure(3, "\(found.count) images are called '\(image)'; use an ID") }
        guard let only = found.first else { throw Failure(3, "no image is called '\(image)'") }
        return only.id
    }

    private func request(_ url: URL) -> URLRequest {
        var request = URLRequest(url: url)
        request.setValue(token, forHTTPHeaderField: "X-Auth-Token")
        return request
    }

    private func refusal(_ status: Int, _ what: String) -> Failure {
        switch status {
        case 401, 403: Failure(4, "the service does not give the \(what) (\(status))")
        case 404: Failure(3, "there is no \(what)")
        default: Failure(7, "the service answers \(status) for the \(what)")
        }
    }
}
