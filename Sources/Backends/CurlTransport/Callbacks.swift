internal import BackendKit
internal import CCurl
internal import HTTPTransport

/// What libcurl calls, on its thread. Nothing may be thrown across C: what goes wrong is noted in the transfer.
enum Callbacks {
    /// A connection stands, and the request is about to be sent on it; more than once for one transfer, when libcurl
    /// finds that a kept connection ended without an answer.
    static let start: ccurl_start_callback = { context, _, _, _, _ in
        guard let transfer = transfer(context), transfer.maySend() else { return CURL_PREREQFUNC_ABORT }
        return CURL_PREREQFUNC_OK
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// One line of the head. Each block of a head begins with a status line; interim answers have blocks of their own.
    static let header: ccurl_data_callback = { bytes, size, count, context in
        guard let bytes, let transfer = transfer(context) else { return 0 }
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return transfer.takeHeader(line) ? line.count : 0
    }

    static let write: ccurl_data_callback = { bytes, size, count, context in
        guard let bytes, let transfer = transfer(context) else { return 0 }
        let body = UnsafeRawBufferPointer(start: bytes, count: size * count)
        guard transfer.inbound.put(body) else {
            transfer.watch.pause()
            return ccurl_write_pause
        }
        transfer.watch.resume()
        transfer.head.received += Int64(body.count)
        return body.count
    }

    static let read: ccurl_data_callback = { bytes, size, count, context in
        guard let bytes, let transfer = transfer(context) else { return ccurl_read_abort }
        return transfer.giveBody(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }

    /// libcurl begins a body again when a kept connection turned out to be dead. Nothing of a stream can be given
    /// twice; whoever owns it decides about a second try.
    static let seek: ccurl_seek_callback = { context, offset, origin in
        guard let transfer = transfer(context), origin == 0 else { return Int32(CURL_SEEKFUNC_FAIL) }
        return transfer.rewind(to: Int(offset)) ? Int32(CURL_SEEKFUNC_OK) : Int32(CURL_SEEKFUNC_FAIL)
    }

    static let progress: ccurl_progress_callback = { context, _, received, _, sent in
        guard let transfer = transfer(context) else { return 1 }
        transfer.watch.note(received: Int64(received), sent: Int64(sent))
        return 0
    }
}

extension Transfer {
    /// Whether the request may be sent now.
    ///
    /// libcurl sends it again by itself when a kept connection is closed without an answer. The server may have acted
    /// all the same, so only what is harmless to repeat goes out twice; the head of an upload is, as long as no byte
    /// of the body followed it.
    fileprivate func maySend() -> Bool {
        let isFirst = !wasSent
        noteStart()
        if isFirst || request.method == .get || request.method == .head { return true }
        if case .stream(let stream) = request.body, stream.length != 0, bodyOffset == 0, !outbound.isDrained {
            return true
        }
        refuse(.network, "closed the connection without an answer")
        return false
    }

    /// - Returns: whether the head may go on.
    fileprivate func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        guard headLimit.admits(line.count) else {
            let limit = "\(HeadLimit.bytes >> 10) KiB or \(HeadLimit.lines) lines"
            refuse(.protocol, "sent more than \(limit) as the head of its answer")
            return false
        }
        let text = String(decoding: line, as: UTF8.self).trimmingLineEnd()
        if head.isComplete { return true }
        if !head.hasBegun {
            head = ResponseHead(hasBegun: true)
            head.status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) } ?? 0
            guard 100..<600 ~= head.status else {
                refuse(.protocol, "answered with a status that does not exist, \(head.status)")
                return false
            }
            // libcurl would wait for an end of it.
            guard head.status != 101 else {
                refuse(.protocol, "goes over to another protocol, which nobody asked for")
                return false
            }
        } else if text.isEmpty {
            // Interim answers have heads of their own, before the one that counts.
            head.hasBegun = false
            guard head.status >= 200 else { return true }
            head.isComplete = true
            watch.endStoring()
            deliverHead()
        } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            head.headers.add(String(text[..<colon]), String(value).trimmingBlanksAtEnd())
        }
        return true
    }

    private func refuse(_ code: ImageError.Code, _ reason: String) {
        fail(TransportFailure(ImageError(code, "\(request.url.origin) \(reason)"), mayHaveActed: true))
    }

    fileprivate func giveBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch outbound.take(into: buffer) {
        case .bytes(let count):
            bodyOffset += count
            watch.resume()
            if outbound.isDrained { watch.beginStoring() }
            return count
        case .wait:
            watch.pause()
            return ccurl_read_pause
        case .end:
            watch.resume()
            watch.beginStoring()
            return 0
        }
    }

    fileprivate func rewind(to offset: Int) -> Bool { offset == bodyOffset }
}

/// How much a server may send before the body of its answer, interim answers included. A little below the limit that
/// libcurl has since 8.3, so that it is the same with every version.
struct HeadLimit {
    static let bytes = 256 << 10
    static let lines = 4096
    private var seen = (bytes: 0, lines: 0)

    mutating func admits(_ count: Int) -> Bool {
        seen = (seen.bytes + count, seen.lines + 1)
        return seen.bytes <= Self.bytes && seen.lines <= Self.lines
    }
}

extension String {
    /// Without the CR and LF at the end. By scalars: the two are one `Character`.
    fileprivate func trimmingLineEnd() -> String {
        var scalars = unicodeScalars[...]
        while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
        return String(scalars)
    }

    fileprivate func trimmingBlanksAtEnd() -> String {
        var scalars = unicodeScalars[...]
        while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
        return String(scalars)
    }
}
