import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `a secret` {
    static let text = "hunter2-very-secret"

    @Test func `is never printed, dumped or mirrored`() throws {
        let secret = Secret(Self.text)
        let settings = CloudSettings(
            name: "c",
            login: .password(at: try HTTPURL("https://id.test"), .init(.name("u"), domain: nil), password: secret))
        let credential = CloudSettings.ApplicationCredential(.id("x"), secret: secret)
        for value in [secret, settings, settings.login, credential, [secret], ["k": secret]] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), String(describing: value), dumped] {
                #expect(!text.contains("hunter2"))
            }
            #expect(!Self.mirrored(value, depth: 0).contains("hunter2"))
        }
    }

    /// All that reflection reaches.
    private static func mirrored(_ value: Any, depth: Int) -> String {
        guard depth < 8 else { return "" }
        let children = Mirror(reflecting: value).children.map { mirrored($0.value, depth: depth + 1) }
        return "\(value) " + children.joined(separator: " ")
    }

    @Test func `gives itself to the one place that sends it`() {
        #expect(Secret("pä ss\"").reveal() == "pä ss\"")
        #expect(Secret("").reveal().isEmpty)
    }

    @Test func `equals the same bytes only`() {
        #expect(Secret("abc") == Secret("abc"))
        #expect(Secret("abc") != Secret("abd"))
        #expect(Secret("abc") != Secret("abcd"))
        #expect(Secret("\u{e9}") != Secret("e\u{301}"))
    }
}
