internal import BackendKit
internal import CCurl
internal import HTTPTransport

/// What libcurl calls, on its thread. Nothing may be thrown across C: what goes wrong is noted in the transfer.
enum Callbacks {
    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// One line of the head. Each block of a head begins with a status line; interim answers have blocks of their own.
    static let header: ccurl_data_callback = { bytes, size, count, context in
        guard let bytes, let transfer = transfer(context) else { return 0 }
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        transfer.takeHeader(line)
        return line.count
    }

    static let write: ccurl_data_callback = { bytes, size, count, context in
        guard let bytes, let transfer = transfer(context) else { return 0 }
        let body = UnsafeRawBufferPointer(start: bytes, count: size * count)
        guard transfer.inbound.put(body) else {
            transfer.watch.pause()
            return ccurl_write_pause
        }
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
    fileprivate func takeHeader(_ line: UnsafeRawBufferPointer) {
        let text = String(decoding: line, as: UTF8.self).trimmingLineEnd()
        if text.hasPrefix("HTTP/"), !head.isComplete {
            head = ResponseHead()
            head.status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) } ?? 0
        } else if text.isEmpty {
            guard !head.isComplete, head.status >= 200 else { return }
            head.isComplete = true
            deliverHead()
        } else if !head.isComplete, let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            head.headers.add(String(text[..<colon]), String(value).trimmingBlanksAtEnd())
        }
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
