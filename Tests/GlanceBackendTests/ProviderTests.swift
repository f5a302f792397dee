import BackendKit
import GlanceBackend
import TestSupport
import Testing

struct `the provider of glance` {
    @Test(
        arguments: [
            (["OS_CLOUD": "lab"], "glance@lab"), (["OS_AUTH_URL": "https://id.test/v3"], "glance"),
            (["OS_URL": "https://g.test", "OS_TOKEN": "t"], "glance"),
            (["OS_AUTH_TYPE": "none", "OS_IMAGE_ENDPOINT_OVERRIDE": "https://g.test"], "glance"), ([:], nil),
        ] as [([String: String], String?)])
    func `knows when the environment means a cloud`(_ variables: [String: String], _ address: String?) {
        let provider = BackendProvider.glance { _ in StubTransport() }
        #expect(provider.meant(BackendEnvironment(variables: variables))?.description == address)
    }
}
