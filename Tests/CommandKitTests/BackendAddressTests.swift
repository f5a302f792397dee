import BackendKit
import Testing

struct `the address of a backend` {
    @Test(
        arguments: [
            ("local", "local", nil, nil, nil), ("local:/srv/images", "local", "/srv/images", nil, nil),
            ("local:a:b@c", "local", "a:b@c", nil, nil), ("glance@prod", "glance", nil, "prod", nil),
            ("glance@prod:RegionTwo", "glance", nil, "prod", "RegionTwo"),
            ("glance@:RegionTwo", "glance", nil, nil, "RegionTwo"), ("glance@a:b:R", "glance", nil, "a:b", "R"),
            ("glance@a:b:", "glance", nil, "a:b", nil), ("glance@me@prod", "glance", nil, "me@prod", nil),
        ] as [(String, String, String?, String?, String?)])
    func `is read, and written as it was`(
        _ text: String, _ kind: String, _ path: String?, _ cloud: String?, _ region: String?
    ) throws {
        let address = try BackendAddress(parsing: text)
        #expect(address.kind == kind && address.path == path && address.cloud == cloud && address.region == region)
        #expect(address.description == text)
    }

    @Test(arguments: ["", ":x", "@x", "local:", "glance@", "glance@:"])
    func `is refused when a part is missing`(_ text: String) {
        let error = #expect(throws: ImageError.self) { try BackendAddress(parsing: text) }
        #expect(error?.code == .usage)
    }

    @Test func `is another one when its bytes differ, however it looks`() {
        let composed = BackendAddress(kind: "local", path: "/caf\u{e9}")
        let decomposed = BackendAddress(kind: "local", path: "/cafe\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
    }
}
