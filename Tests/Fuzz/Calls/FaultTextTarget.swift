internal import BackendKit
import CommandKit
import HTTPTransport

@testable import OpenStack

extension FuzzTarget {
    /// The body of a refusal, as a service or a proxy writes it. The first byte chooses the type and the status.
    static let faultText = FuzzTarget("fault-text", longest: 8192) { bytes in
        let first = bytes.first ?? 0
        let type = ["application/json", "text/html; charset=UTF-8", "text/plain", ""][Int(first % 4)]
        let status = [400, 403, 404, 409, 413, 415, 500, 503][Int(first / 4 % 8)]
        let headers: HTTPHeaders = type.isEmpty ? [:] : ["Content-Type": type]
        let reason = FaultText.reason(Array(bytes.dropFirst()), headers, status: status)
        try promise(reason.unicodeScalars.count <= 500, "a reason has at most 500 characters")
        try promise(
            !reason.unicodeScalars.contains { ["\n", "\r", "\0", "\u{2028}", "\u{85}"].contains($0) },
            "a reason is one line")
        try promise(SafeText.isPlain(SafeText.message(reason)), "a reason can be shown")
        let fault = ServiceFault(status: status, call: "GET /", service: "glance", reason: reason, requestID: nil)
        try promise(!fault.error(nil, "it failed").message.isEmpty, "a refusal says something")
    }
}
