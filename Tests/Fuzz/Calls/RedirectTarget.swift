internal import BackendKit
internal import HTTPTransport

@testable import OpenStack

extension FuzzTarget {
    /// Redirects, a `Location` a line, each from where the last one led.
    static let redirect = FuzzTarget("redirect", longest: 1024) { bytes in
        let start = try HTTPURL("https://images.example:9292/v2/images?limit=20")
        var redirects = Redirects(from: HTTPRequest(.get, start))
        var followed = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            var headers = HTTPHeaders()
            headers.add("Location", String(decoding: line, as: UTF8.self))
            let refusal = Exchange.Refusal(status: 302, headers: headers, bytes: [])
            do {
                guard let target = try redirects.target(of: refusal, name: "GET /v2/images") else {
                    throw BrokenPromise(description: "a redirect is followed or refused")
                }
                followed += 1
                try promise(target.origin == start.origin, "a token stays at its origin: '\(target)'")
                let again = try? HTTPURL(target.description)
                try promise(again == target, "what is asked for is what was looked at: '\(target)'")
            } catch let error as ImageError {
                try promise(error.code == .protocol, "a redirect that is not followed is a fault of the service")
                return
            }
        }
        try promise(followed <= 5, "redirects come to an end")
    }
}
