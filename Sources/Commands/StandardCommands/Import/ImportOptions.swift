internal import BackendKit
internal import CommandKit

/// The options of an import, and the rules between them.
struct ImportOptions: Sendable {
    let method = Option<ImportRequest.Method>(
        "--method", "--import-method", value: "method", default: "glance-direct", help: "How the service gets the data")
    let uri = Option<String>("--uri", value: "uri", help: "The address to fetch, for web-download")
    let remoteImage = Option<String>(
        "--remote-image", "--remote-image-id", value: "image", help: "The image's ID there, for glance-download")
    let remoteRegion = Option<String>(
        "--remote-region", value: "region", help: "The region to fetch from, for glance-download")
    let remoteInterface = Option<String>(
        "--remote-service-interface", value: "interface",
        completion: .words([("public", ""), ("internal", ""), ("admin", "")]),
        help: "The interface of the service there, for glance-download")
    let store = RepeatedOption<String>(
        "--store", value: "store", completion: .stores, help: "A store to import to; may be repeated")
    let stores = Option<String>(
        "--stores", value: "store,…", completion: .list(.stores), help: "Several, as the glance client says it")
    let allStores = Flag("--all-stores", help: "Every store there is")
    let failure = Choice<Bool>(
        "failure",
        [
            ("--allow-failure", false, "With several stores, keep what succeeded (this is the default)"),
            ("--disallow-failure", true, "With several stores, undo all when one fails"),
        ])

    /// - Throws: ``UsageError`` for options that do not go together. No service was asked yet.
    func request(_ call: Call) throws(UsageError) -> ImportRequest {
        var request = ImportRequest(call[method] ?? .glanceDirect)
        request.uri = call[uri]
        request.remoteImage = call[remoteImage]
        request.remoteRegion = call[remoteRegion]
        request.remoteInterface = call[remoteInterface]
        request.stores = call[store] + (call[stores]?.split(separator: ",").map(String.init) ?? [])
        request.allStores = call[allStores]
        request.mustSucceedEverywhere = call[failure] ?? false
        try check(request, call)
        return request
    }

    private func check(_ request: ImportRequest, _ call: Call) throws(UsageError) {
        try tie(uri, to: .webDownload, request, call)
        try tie(remoteRegion, to: .glanceDownload, request, call)
        try tie(remoteImage, to: .glanceDownload, request, call)
        if call.has(remoteInterface), request.method != .glanceDownload {
            throw UsageError(
                "--remote-service-interface is for --method glance-download", at: call.spans(of: remoteInterface).first)
        }
        if let uri = request.uri, !Self.isAddress(uri) {
            throw UsageError(
                "'\(ShownURL.text(uri))' is not an address", at: call.spans(of: self.uri).last,
                hint: "--uri https://host/path")
        }
        if request.allStores, !request.stores.isEmpty {
            throw UsageError("--all-stores cannot stand beside --store")
        }
        if request.method == .copyImage, !request.allStores, request.stores.isEmpty {
            throw UsageError("copy-image needs --store or --all-stores", hint: "image stores list")
        }
    }

    /// An option that one method needs and the others do not take.
    private func tie(
        _ option: Option<String>, to method: ImportRequest.Method, _ request: ImportRequest, _ call: Call
    ) throws(UsageError) {
        let name = option.shape.key
        if request.method == method, call[option] == nil { throw UsageError("\(method) needs \(name)") }
        if request.method != method, call[option] != nil {
            throw UsageError(
                "\(name) is for --method \(method)", at: call.spans(of: option).last, hint: "--method \(method)")
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        guard let mark = text.firstRange(of: "://"), mark.lowerBound != text.startIndex else { return false }
        return text[mark.upperBound...].first.map { !"/?#".contains($0) } ?? false
    }

    /// - Throws: ``ImageError`` with code `.unsupported` for a method the service does not offer.
    func check(
        _ method: ImportRequest.Method, _ call: Call, against importing: any ImageImporting
    ) async throws {
        let offered = try await importing.importMethods()
        guard !offered.contains(method) else { return }
        let error = ImageError(
            .unsupported,
            "this service does not import by '\(method)' (it offers: \(offered.map(\.rawValue).joined(separator: ", ")))",
            hint: Suggestion.nearest(to: method.rawValue, in: offered.map(\.rawValue)).map { "--method \($0)" })
        guard let span = call.spans(of: self.method).last else { throw error }
        throw LocatedError(error: error, span: span)
    }
}
