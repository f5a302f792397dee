public import HTTPTransport

/// One service of one cloud, with a token that is fetched on first use and renewed as needed.
///
/// What every call gets: the token, sent to the origin the catalogue names and to no other; one fresh login after a
/// 401; retries within a budget, as ``ServiceRequest/repeats`` allows; redirects followed for `GET` within the origin
/// only; traces and timing.
public protocol ServiceClient: Sendable {
    /// Where the calls go, after a login if there was none.
    func place() async throws -> ServicePlace
    /// The same, with a token that lives so many seconds more, or as long as a fresh one can.
    func place(tokenLife: Int) async throws -> ServicePlace

    /// What another program needs to make calls of its own, with a token that lives so many seconds more.
    func access(tokenLife: Int) async throws -> ServiceAccess

    /// What is known at this moment. Sends nothing.
    func status() async -> ServiceStatus

    /// One exchange, whole.
    /// - Throws: ``ServiceFault`` for a status the request does not accept; ``AnswerLost``; ``ImageError``:
    ///   `.authentication`, `.network`, `.protocol`, `.usage` for settings that cannot work; `CancellationError`.
    func send(_ request: ServiceRequest) async throws -> ServiceResponse

    /// One exchange whose body streams. Leaving the closure ends the transfer. Once the closure was called nothing is
    /// repeated.
    /// - Throws: as ``send(_:)``, and what `body` throws.
    func withResponse<Value: Sendable>(
        to request: ServiceRequest, _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value
}

extension ServiceClient {
    /// For clients that know nothing without asking.
    public func status() async -> ServiceStatus { ServiceStatus() }

    /// For clients whose tokens do not end.
    public func place(tokenLife: Int) async throws -> ServicePlace { try await place() }

    /// For clients without a login.
    public func access(tokenLife: Int) async throws -> ServiceAccess {
        ServiceAccess(place: try await place(tokenLife: tokenLife))
    }
}

/// Where calls go and in whose name, for prompts and messages.
public struct ServicePlace: Sendable, Equatable {
    /// The service's versioned root, such as `https://image.example/v2`.
    public var endpoint: HTTPURL
    public var region: String?
    /// The project the token is for.
    public var projectID: String?
    public var projectName: String?
    public var userName: String?
    /// Names of the token's roles.
    public var roles: [String]
    /// Seconds the token still lives; `nil` without one.
    public var tokenLife: Int?

    public init(
        endpoint: HTTPURL, region: String? = nil, projectID: String? = nil, projectName: String? = nil,
        userName: String? = nil, roles: [String] = [], tokenLife: Int? = nil
    ) {
        self.endpoint = endpoint
        self.region = region
        self.projectID = projectID
        self.projectName = projectName
        self.userName = userName
        self.roles = roles
        self.tokenLife = tokenLife
    }
}
