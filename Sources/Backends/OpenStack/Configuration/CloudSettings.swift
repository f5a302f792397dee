public import HTTPTransport

/// Everything needed to work with one cloud, resolved: options, environment and files put together.
public struct CloudSettings: Sendable {
    /// The name in `clouds.yaml`; `envvars` when all came from the environment.
    public var name: String
    /// How to get a token.
    public var login: Login
    /// What the token is for.
    public var scope: Scope
    /// Compared byte by byte with the names and IDs of the catalogue; `nil` takes the first by name.
    public var region: String?
    /// Which of a service's endpoints to use, the first that is there.
    public var interfaces: [Interface]
    /// What differs for single services.
    public var services: [ServiceKind: ServiceSettings]

    /// Whether certificates are checked.
    public var verifiesTLS = true
    /// Certificates to trust beside the system's: a file of them, or a directory of OpenSSL's form.
    public var caFile: String?
    /// See ``caFile``.
    public var caDirectory: String?
    /// The client's certificate, as a file in PEM form.
    public var clientCertificate: String?
    /// Its key, when that is another file; never an encrypted one.
    public var clientKey: String?
    /// Through which connections go.
    public var proxies = Proxies()
    /// Seconds a call without image data may take; `nil` leaves it to the transport.
    public var callLimit: Double?
    /// Whether a token may be kept in a file between runs.
    public var cachesToken = false
    /// Whether a token of an identity service behind `https` may go to an endpoint without TLS.
    public var allowsPlainHTTP = false
    /// The files the settings came from, for showing.
    public var files: [String] = []

    public init(
        name: String, login: Login, scope: Scope = .unspecified, region: String? = nil,
        interfaces: [Interface] = [.public], services: [ServiceKind: ServiceSettings] = [:]
    ) {
        self.name = name
        self.login = login
        self.scope = scope
        self.region = region
        self.interfaces = interfaces
        self.services = services
    }

    /// How connections to this cloud are made.
    public func transportOptions(userAgent: String) -> TransportOptions {
        var options = TransportOptions()
        options.userAgent = userAgent
        options.verifiesTLS = verifiesTLS
        options.caFile = caFile
        options.caDirectory = caDirectory
        options.clientCertificate = clientCertificate
        options.clientKey = clientKey
        options.httpProxy = proxies.http
        options.httpsProxy = proxies.https
        options.noProxy = proxies.none
        if let callLimit { (options.metadataLimit, options.workLimit) = (.seconds(callLimit), .seconds(callLimit)) }
        return options
    }
}

extension CloudSettings {
    /// How to get a token.
    public enum Login: Sendable, Equatable {
        /// - Parameter password: `nil` when it must be asked for.
        case password(at: HTTPURL, User, password: Secret?)
        case token(at: HTTPURL, Secret)
        case applicationCredential(at: HTTPURL, ApplicationCredential)
        /// A token without an identity service. Without an endpoint each service needs an override.
        case adminToken(Secret, endpoint: HTTPURL?)
        /// No token. Without an endpoint each service needs an override.
        case none(endpoint: HTTPURL?)
    }

    /// A user, project or domain by id or by name.
    public enum Reference: Sendable, Equatable {
        case id(String)
        case name(String)

        /// The ID or the name, as it was written.
        public var text: String {
            switch self {
            case .id(let text), .name(let text): text
            }
        }
    }

    /// A user, and where its name is unique.
    public struct User: Sendable, Equatable {
        public var user: Reference
        /// Needed with a name only.
        public var domain: Reference?

        public init(_ user: Reference, domain: Reference? = nil) {
            self.user = user
            self.domain = domain
        }
    }

    /// A credential that carries its project, and cannot be used for another one (Identity API v3, "Application
    /// credentials").
    public struct ApplicationCredential: Sendable, Equatable {
        public var credential: Reference
        /// Whose it is; needed with a name only.
        public var user: User?
        public var secret: Secret

        public init(_ credential: Reference, user: User? = nil, secret: Secret) {
            self.credential = credential
            self.user = user
            self.secret = secret
        }
    }

    /// What a token is for.
    public enum Scope: Sendable, Equatable {
        /// What the service gives: the user's default project, or an application credential's.
        case unspecified
        /// - Parameter domain: needed with a name only.
        case project(Reference, domain: Reference?)
        case domain(Reference)
        case system
        case trust(String)
    }

    /// Which network an endpoint is for.
    public enum Interface: String, Sendable, CaseIterable {
        case `public`, `internal`, admin

        /// Takes the old spellings (`publicURL`), in any case.
        public init?(spelling: String) {
            var word = spelling.lowercased()
            if word.hasSuffix("url") { word.removeLast(3) }
            self.init(rawValue: word)
        }
    }

    /// What differs for one service.
    public struct ServiceSettings: Sendable, Hashable {
        /// Used as it is, without a look at the catalogue.
        public var endpoint: HTTPURL?
        /// Instead of the cloud's.
        public var interfaces: [Interface]?
        /// Instead of the cloud's.
        public var region: String?
        /// The type to look for in the catalogue; `nil` is the service's own, under all its names.
        public var catalogueType: String?
        /// Of several services of the type only the one with this name.
        public var catalogueName: String?
        /// The API microversion to ask for where a call does not need another.
        public var microversion: String?

        public init() {}
    }

    /// Proxies from the environment.
    public struct Proxies: Sendable, Equatable {
        /// For endpoints without TLS: `http://proxy:3128`.
        public var http: String?
        /// For endpoints with TLS.
        public var https: String?
        /// Hosts that are reached without one, as in the variable `no_proxy`.
        public var none: String?

        public init() {}
    }
}

/// A service of a cloud.
public enum ServiceKind: String, Sendable, CaseIterable {
    case image, compute, identity, volume

    /// The program's name, for messages.
    public var program: String {
        switch self {
        case .image: "glance"
        case .compute: "nova"
        case .identity: "keystone"
        case .volume: "cinder"
        }
    }
}
