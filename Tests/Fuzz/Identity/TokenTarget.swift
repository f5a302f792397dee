import BackendKit
import HTTPTransport
import JSONText

@testable import OpenStack

extension FuzzTarget {
    /// The answer to a login, and the choice of an endpoint from the catalogue in it.
    static let token = FuzzTarget("token", longest: 8192) { bytes in
        guard let json = try? JSONReader.value(of: bytes) else { return }
        let token = Token(
            Secret("secret"), json, ["Date": "Mon, 23 Nov 2026 14:56:59 GMT"], sent: .seconds(100))
        try promise((token.life == nil) == (token.end == nil), "a life has an end")
        if let life = token.life, let end = token.end {
            try promise((0...315_360_000).contains(life), "a life is not negative, and no eternity")
            try promise(end == .seconds(100 + Int64(life)), "it is counted from the request")
            _ = token.lasts(120, at: .seconds(100))
        }
        for interfaces: [CloudSettings.Interface] in [[.public], [.internal, .public]] {
            for region in [nil, token.catalogue.regions.sorted().last] {
                try check(
                    token.catalogue,
                    ServiceCatalog.Query(types: ["image"], name: nil, interfaces: interfaces, region: region))
            }
        }
    }

    private static func check(_ catalogue: ServiceCatalog, _ query: ServiceCatalog.Query) throws {
        do {
            let choice = try catalogue.choose(query)
            try promise(["http", "https"].contains(choice.url.origin.scheme), "an endpoint is one of HTTP")
            let isListed = catalogue.entries.contains { entry in
                query.types.contains(entry.type)
                    && entry.endpoints.contains { (try? HTTPURL($0.url)) == choice.url }
            }
            try promise(isListed, "an endpoint comes from the catalogue")
        } catch let error as ImageError {
            try promise([.usage, .protocol].contains(error.code), "a choice fails as one: \(error)")
        }
    }
}
