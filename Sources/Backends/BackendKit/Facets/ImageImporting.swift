/// Letting the service fetch or take over data by itself. The work goes on when the client leaves.
public protocol ImageImporting: Sendable {
    /// The methods this service offers now.
    func importMethods() async throws -> [ImportRequest.Method]
    /// Sends data to the service's staging area; the image becomes `uploading`.
    /// - Throws: ``ImageError``: `.conflict` unless the image is `queued`.
    func stage(_ data: ByteStream, for image: Image.ID) async throws -> Image
    /// Starts the import, and returns before it is done.
    /// - Throws: ``ImageError``: `.conflict` for a status the method does not fit or an image that is busy; `.usage`
    ///   for a method, store or address the service refuses.
    func importImage(_ image: Image.ID, _ request: ImportRequest) async throws
    /// Where an import stands. A failed one has no status of its own: the image is `queued` again.
    func importState(of image: Image.ID) async throws -> ImportState
}

extension Capability<any ImageImporting> {
    public static var importing: Self { Self("import", "import images by itself") }
}

/// What shall be imported, and where to.
public struct ImportRequest: Sendable, Equatable {
    /// How the service comes by the data.
    public struct Method: OpenWord {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Takes what was staged.
        public static let glanceDirect = Method(rawValue: "glance-direct")
        /// Fetches a URL.
        public static let webDownload = Method(rawValue: "web-download")
        /// Fetches an image of another region.
        public static let glanceDownload = Method(rawValue: "glance-download")
        /// Copies an `active` image to more stores.
        public static let copyImage = Method(rawValue: "copy-image")

        public static var known: [Method] { [.glanceDirect, .webDownload, .glanceDownload, .copyImage] }
    }

    public var method: Method
    /// For ``Method/webDownload``. It may hold credentials: never shown whole.
    public var uri: String?
    /// For ``Method/glanceDownload``: the image there, its region, and the interface to reach it by.
    public var remoteImage: String?
    public var remoteRegion: String?
    public var remoteInterface: String?
    /// Empty is the default store.
    public var stores: [Store.ID] = []
    /// Into every store there is, instead of ``stores``.
    public var allStores = false
    /// Whether one store that fails undoes all; `nil` is the service's default, which is yes.
    public var mustSucceedEverywhere: Bool?

    public init(_ method: Method) { self.method = method }
}

/// Where an import stands.
public struct ImportState: Sendable, Equatable {
    /// As its record says.
    public var image: Image
    /// Stores that are still to come.
    public var pendingStores: [Store.ID]
    /// Stores that did not take it.
    public var failedStores: [Store.ID]
    /// The newest task's own words: what it has done so far, or why it failed.
    public var message: String?
    /// Whether work goes on.
    public var isRunning: Bool
    /// Whether the work may be still to begin: the record is as it was before, and the service tells no more than that.
    public var mayBegin: Bool
    /// What went wrong, once it has; the image may be usable all the same.
    public var failure: String?

    public init(
        image: Image, pendingStores: [Store.ID] = [], failedStores: [Store.ID] = [], message: String? = nil,
        isRunning: Bool, mayBegin: Bool = false, failure: String? = nil
    ) {
        self.image = image
        self.pendingStores = pendingStores
        self.failedStores = failedStores
        self.message = message
        self.isRunning = isRunning
        self.mayBegin = mayBegin
        self.failure = failure
    }
}
