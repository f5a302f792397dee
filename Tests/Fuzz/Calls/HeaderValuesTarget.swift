internal import BackendKit
internal import HTTPTransport

@testable import GlanceBackend
@testable import OpenStack

extension FuzzTarget {
    /// Values of headers and fields that mean a number or a moment, one a line.
    static let headerValues = FuzzTarget("header-values", longest: 512) { bytes in
        for line in bytes.split(separator: 0x0A) {
            let text = String(decoding: line, as: UTF8.self)
            try checkRange(text)
            try checkDates(text)
        }
    }

    private static func checkRange(_ text: String) throws {
        guard let range = ContentRange(text) else { return }
        try promise(range.bytes.lowerBound >= 0 && !range.bytes.isEmpty, "a range has bytes")
        if let total = range.total { try promise(range.bytes.upperBound <= total, "a range is inside of the whole") }
        let total = range.total.map(String.init) ?? "*"
        let again = ContentRange("bytes \(range.bytes.lowerBound)-\(range.bytes.upperBound - 1)/\(total)")
        try promise(again == range, "a range that is written is read as the same")
    }

    private static func checkDates(_ text: String) throws {
        let headers: HTTPHeaders = ["Retry-After": text, "Date": "Sun, 06 Nov 1994 08:49:37 GMT"]
        try promise(RetryAfter.delay(headers) ?? .zero >= .zero, "nobody is asked to come back in the past")
        if let seconds = HTTPDate.seconds(text) {
            try promise((0..<253_402_300_801).contains(seconds), "a date is between 1970 and 9999")
        }
        guard let seconds = Timestamp(text: text).secondsSince1970, (0..<253_402_300_800).contains(seconds) else {
            return
        }
        let again = Timestamp(secondsSince1970: seconds)
        try promise(again.secondsSince1970 == seconds, "a moment that is written is read as the same: \(again.text)")
    }
}
