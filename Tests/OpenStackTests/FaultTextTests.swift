import BackendKit
import HTTPTransport
import TestSupport
import Testing

@testable import OpenStack

struct `the sentence of an error` {
    private func reason(_ text: String, type: String = "application/json", status: Int = 400) -> String {
        FaultText.reason(Array(text.utf8), ["Content-Type": type], status: status)
    }

    @Test(
        arguments: [
            (#"{"message": "No image<br /><br />\n\n\n", "code": "404 Not Found"}"#, "No image"),
            (#"{"error": {"code": 401, "message": "needs &lt;login&gt;", "title": "Unauthorized"}}"#, "needs <login>"),
            (#"{"itemNotFound": {"message": "gone", "code": 404}}"#, "gone"),
            (#"{"badRequest": {"message": "bad", "code": 400}}"#, "bad"),
            (#"{"error": "text"}"#, "text"), (#"{"faultstring": "wsme"}"#, "wsme"),
            (#"{"errors": [{"detail": "first"}, {"detail": "second"}]}"#, "first"),
            (#""only text""#, "only text"), ("{}", ""), ("[]", ""), ("7", ""), ("", ""),
            ("not json at all", "not json at all"),
            (#"{"message": "a &amp;lt; b"}"#, "a &lt; b"), (#"{"message": "1 < 2 & 3"}"#, "1 < 2 & 3"),
            (#"{"message": "&#65;&#x42;&#0;&#xD800;&unknown;"}"#, "AB &#xD800;&unknown;"),
            (#"{"message": "%s %n {0} \\(x)"}"#, #"%s %n {0} \(x)"#),
        ])
    func `is found in JSON`(_ body: String, _ sentence: String) { #expect(reason(body) == sentence) }

    @Test func `of a page is the first line below its heading, else its title`() {
        let page =
            "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1>\nNo &amp; image<br />\nmore</body></html>"
        #expect(reason(page, type: "text/html") == "No & image")
        #expect(reason(page, type: "application/octet-stream") == "No & image", "whatever it calls itself")
        #expect(
            reason("<html><TITLE>502 Bad\n Gateway</TITLE><script>steal()</script></html>", type: "text/html")
                == "502 Bad Gateway")
        #expect(reason("<html><script>steal()</script></html>", type: "text/html") == "")
    }

    @Test func `of Glance's 415 page is the last line`() {
        let page =
            "<html><h1>415 Unsupported Media Type</h1>\nThe request media type ${CONTENT_TYPE} is not supported.\n<br />\nImage content is raw<br /><br />\n\n</body></html>"
        #expect(reason(page, type: "text/html", status: 415) == "Image content is raw")
    }

    @Test func `is one line of 500 characters at most, cut between characters`() {
        #expect(reason("a\n\tb\r\nc\u{0}d", type: "text/plain") == "a b c d")
        let long = reason(String(repeating: "é", count: 2000), type: "text/plain")
        #expect(long.unicodeScalars.count == 500)
        #expect(long.hasSuffix("é…"))
    }

    @Test func `survives every beginning of a page and of JSON`() {
        let texts = [
            "<html><title>x</title><h1>y</h1>&#x41; <b>z</b> İ &amp;</html>", #"{"message": "a<br />&#65;", "x": [1]}"#,
        ]
        for text in texts {
            for length in 0...text.utf8.count {
                for type in ["text/html", "application/json", ""] {
                    let bytes = Array(text.utf8.prefix(length))
                    #expect(FaultText.reason(bytes, ["Content-Type": type], status: 415).count <= 500)
                }
            }
        }
    }

    @Test(arguments: ["", String(repeating: "0123456789abcdef", count: 60)])
    func `shows no credentials of an address that a service quotes, be it longer than the sentence`(_ more: String) {
        let address = "https://user:pass1@images.example/d.raw?X-Amz-Credential=AKIA2&X-Amz-Signature=f3f4\(more)"
        let text = reason(#"{"message": "URI for web-download does not pass filtering: \#(address)"}"#)
        #expect(text.hasPrefix("URI for web-download does not pass filtering: https://***@images.example/d.raw?"))
        for secret in ["user", "pass1", "AKIA2", "f3f4"] { #expect(!text.contains(secret), "\(text)") }
    }

    @Test(arguments: ["text/plain", "text/html", "application/json"])
    func `shows no half of a secret where it is cut`(_ type: String) {
        let secret = "gAAAAA" + String(repeating: "kT7-x_", count: 30)
        let redactor = Redactor()
        redactor.add(Secret(secret))
        let text = String(repeating: "word ", count: 95) + secret
        let body =
            switch type {
            case "text/plain": text
            case "text/html": "<html><h1>413</h1>\n\(text)\n</html>"
            default: #"{"message": "\#(text)"}"#
            }
        let reason = FaultText.reason(Array(body.utf8), ["Content-Type": type], status: 413, hiding: redactor)
        #expect(reason.hasPrefix("word ") && reason.hasSuffix(" ***"), "\(reason)")
    }
}

struct `dates of HTTP` {
    @Test(
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Mon, 29 Feb 2016 23:59:59 GMT", 1_456_790_399), ("Tue, 01 Mar 2016 00:00:00 GMT", 1_456_790_400),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ] as [(String, Int64)])
    func `are read`(_ text: String, _ seconds: Int64) { #expect(HTTPDate.seconds(text) == seconds) }

    @Test(
        arguments: [
            "", "x", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
        ])
    func `that are none are not`(_ text: String) { #expect(HTTPDate.seconds(text) == nil) }
}

struct `work that is shared` {
    @Test func `runs once, and a cancelled waiter leaves the others their result`() async throws {
        let work = SharedWork<Int>()
        let gate = AsyncStream<Void>.makeStream()
        let body: @Sendable () async throws -> Int = {
            for await _ in gate.stream { break }
            return 7
        }
        let staying = Task { try await work.value(body) }
        let leaving = Task { try await work.value(body) }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        gate.continuation.yield()
        #expect(try await staying.value == 7)
    }

    @Test func `is cancelled when nobody waits any more, and begins anew for the next`() async throws {
        let work = SharedWork<Int>()
        let begun = AsyncStream<Void>.makeStream()
        let ended = AsyncStream<Bool>.makeStream()
        let only = Task {
            try await work.value {
                begun.continuation.yield()
                try? await Task.sleep(for: .seconds(3600))
                ended.continuation.yield(Task.isCancelled)
                return 1
            }
        }
        for await _ in begun.stream { break }
        only.cancel()
        await #expect(throws: CancellationError.self) { try await only.value }
        for await wasCancelled in ended.stream {
            #expect(wasCancelled)
            break
        }
        #expect(try await work.value { 2 } == 2)
    }

    @Test func `passes its error to all`() async throws {
        let work = SharedWork<Int>()
        struct Failure: Error {}
        await #expect(throws: Failure.self) { try await work.value { throw Failure() } }
        #expect(try await work.value { 3 } == 3)
    }
}
