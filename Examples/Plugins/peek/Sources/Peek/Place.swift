import Foundation

/// Where the images are, as imgsh tells it in the environment.
public enum Place {
    /// A Glance service, and a token for it.
    case service(endpoint: URL, token: String)
    /// The directory of a local store, and the imgsh that knows its catalogue.
    case store(directory: String, imgsh: String)

    public init(_ environment: [String: String]) throws {
        if let directory = environment["IMGSH_STORE"] {
            self = .store(directory: directory, imgsh: environment["IMGSH_PROGRAM"] ?? "imgsh")
            return
        }
        guard environment["IMGSH_BACKEND_KIND"] == "glance",
            let endpoint = environment["IMGSH_ENDPOINT"].flatMap({ URL(string: $0) })
        else { throw Failure(2, "only the data of a local store or of Glance can be looked at") }
        guard let descriptor = environment["IMGSH_TOKEN_FD"].flatMap({ Int32($0) }),
            let bytes = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd()
        else { throw Failure(4, "no token was lent") }
        self = .service(endpoint: endpoint, token: String(decoding: bytes, as: UTF8.self))
    }

    /// The first bytes of an image.
    public func bytes(_ count: Int, of image: String) async throws -> [UInt8] {
        switch self {
        case .service(let endpoint, let token):
            try await Glance(endpoint: endpoint, token: token).bytes(count, of: image)
        case .store(let directory, let imgsh):
            try LocalStore(directory: directory, imgsh: imgsh).bytes(count, of: image)
        }
    }
}
