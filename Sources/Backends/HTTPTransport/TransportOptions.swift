/// How connections are made, for all exchanges of one cloud.
public struct TransportOptions: Sendable, Equatable {
    /// Whether certificates are checked. Only the user's own word turns it off.
    public var verifiesTLS = true
    /// A bundle of certificates to trust beside the system's; a file that is missing is an error.
    public var caFile: String?
    /// The same as a directory with a file for each, named as `openssl rehash` does.
    public var caDirectory: String?
    /// The client's certificate, and its key when that is another file.
    public var clientCertificate: String?
    public var clientKey: String?
    /// `http://proxy:3128`, from the environment; `nil` is none.
    public var httpProxy: String?
    public var httpsProxy: String?
    /// Hosts that are reached without a proxy, as in the variable `no_proxy`.
    public var noProxy: String?
    /// Until a connection stands, TLS included.
    public var connectLimit: Duration = .seconds(10)
    /// For a whole exchange of ``HTTPRequest/Kind/metadata``; zero is none.
    public var metadataLimit: Duration = .seconds(60)
    /// For a whole exchange of ``HTTPRequest/Kind/work``; zero is none.
    public var workLimit: Duration = .seconds(5 * 60)
    /// Without a byte in either direction, for image data, and for records where nothing else ends their exchange.
    public var stallLimit: Duration = .seconds(60)
    /// Image data that moves slower than 1 KiB/s on average for so long is given up; zero is never.
    public var slowLimit: Duration = .seconds(120)
    /// From the last byte of an upload to the server's answer.
    public var storeLimit: Duration = .seconds(30 * 60)
    /// `imgsh/1.0`
    public var userAgent = "imgsh"

    public init() {}

    /// For the whole exchange; zero is no limit.
    public func limit(for request: HTTPRequest) -> Duration {
        let own: Duration =
            switch request.kind {
            case .metadata: metadataLimit
            case .work: workLimit
            case .data: .zero
            }
        return [request.timeLeft, own > .zero ? own : nil].compactMap(\.self).min() ?? .zero
    }
}
