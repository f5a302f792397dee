import HTTPTransport
import Testing

/// An address is taken apart by bytes, as libcurl does it.
struct `a URL` {
    @Test(arguments: [
        ("localhost", true), ("127.0.0.1", true), ("127.255.3.4", true), ("[::1]", true),
        ("127.image.example", false), ("127.0.0.1.example", false), ("127.0.0.256", false), ("127.0.0.", false),
        ("127.0.0", false), ("127.0.0.+1", false), ("128.0.0.1", false), ("localhost.example", false),
    ])
    func `is this machine's own by its whole address alone`(_ host: String, _ isOwn: Bool) throws {
        #expect(try HTTPURL("http://\(host)/v3").origin.isLoopback == isOwn)
    }

    @Test(arguments: [
        "http://user@\u{301}host/", "https://[::1]x/", "https://[::1", "https://[]/", "https://[host]/", "https://a[b/",
        "https://host:+80/", "https://host:80\u{301}/", "http:/\u{301}/host",
    ])
    func `that others would read in another way is refused`(_ text: String) {
        #expect(throws: (any Error).self) { try HTTPURL(text) }
    }

    @Test(arguments: [
        ("https://host/\u{301}a?b#c", "https://host"), ("https://host?\u{301}", "https://host"),
        ("https://host#\u{301}", "https://host"), ("http://[FE80::1]:9292/x", "http://[fe80::1]:9292"),
        ("http://bücher.example:80/", "http://bücher.example"),
    ])
    func `has the origin that its bytes say`(_ text: String, _ origin: String) throws {
        #expect(try HTTPURL(text).origin.description == origin)
    }
}
