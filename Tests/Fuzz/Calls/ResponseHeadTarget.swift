internal import HTTPTransport

@testable import CurlTransport

extension FuzzTarget {
    /// The head of an answer, line by line as libcurl hands it over.
    static let responseHead = FuzzTarget("response-head") { bytes in
        let request = HTTPRequest(.get, try HTTPURL("http://127.0.0.1/"))
        let transfer = try Transfer(request, TransportOptions())
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
            var line = Array(rest[..<end])
            rest = rest[end...]
            let count = line.count
            let taken = line.withUnsafeMutableBytes { buffer in
                Callbacks.header(
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self), 1, count, context)
            }
            guard taken == count else {
                try promise(taken == 0 && transfer.hasFailed, "a line is taken whole, or ends the exchange")
                break
            }
        }
        withExtendedLifetime(transfer) {}
        let head = transfer.head
        if head.hasBegun || head.isComplete, !transfer.hasFailed {
            try promise((100..<600).contains(head.status), "a status is one of HTTP: \(head.status)")
        }
        try promise(head.length ?? 0 >= 0, "a length is not negative")
        for field in head.headers.fields {
            let isOneLine = !(field.name + field.value).utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 }
            try promise(isOneLine, "a field is one line")
            try promise(!field.name.utf8.contains(0x3A), "a name ends at its colon")
        }
    }
}
