internal import HTTPTransport

/// The dates of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110; its two obsolete forms are not read).
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970.
    static func seconds(_ text: String) -> Int64? {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])),
            let day = number(words[1], 1...31), let year = number(words[3], 1970...9999)
        else { return nil }
        let clock = words[4].split(separator: ":")
        guard clock.count == 3, let hour = number(clock[0], 0...23), let minute = number(clock[1], 0...59),
            let second = number(clock[2], 0...60)
        else { return nil }
        return (days(year, Int64(month) + 1, day) * 24 + hour) * 3600 + minute * 60 + second
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int64>) -> Int64? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text), range.contains(number)
        else { return nil }
        return number
    }

    /// Days from 1970-01-01; the year is counted from March, so that the leap day is its last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}

/// `Retry-After`: how long the service asks to be left alone.
enum RetryAfter {
    /// A service that wants to be left alone for more than a year does not mean it.
    private static let longest: Int64 = 366 * 86_400

    /// Dates are read by the service's own `Date`, never by the local clock. What makes no sense is ignored.
    static func delay(_ headers: HTTPHeaders) -> Duration? {
        guard let text = headers["Retry-After"]?.trimming(" \t"), let seconds = seconds(text, headers),
            seconds <= longest
        else { return nil }
        return .seconds(max(0, seconds))
    }

    private static func seconds(_ text: String, _ headers: HTTPHeaders) -> Int64? {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Int64(text) }
        guard let moment = HTTPDate.seconds(text), let now = headers["Date"].flatMap(HTTPDate.seconds) else {
            return nil
        }
        return moment - now
    }
}
