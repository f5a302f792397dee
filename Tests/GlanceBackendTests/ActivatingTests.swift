import BackendKit
import GlanceBackend
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
import Testing

private let id = Bench.id
private let path = "images/\(Bench.id)"

struct `activating` {
    @Test func `sends an action without a body`() async throws {
        let bench = Bench([
            ("POST \(path)/actions/deactivate", .status(204)), ("POST \(path)/actions/reactivate", .status(204)),
        ])
        try await bench.backend.deactivateImage(id)
        try await bench.backend.reactivateImage(id)
        #expect(bench.client.sent.allSatisfy { $0.body.isEmpty })
    }

    @Test func `tells a wrong status from a missing right`() async {
        let queued = Bench([
            ("POST \(path)/actions/deactivate", .refused(403)), ("GET \(path)", .json(Bench.record())),
        ])
        await expectError(.conflict) { try await queued.backend.deactivateImage(id) }
        let foreign = Bench([
            ("POST \(path)/actions/deactivate", .refused(403)), ("GET \(path)", .json(Bench.record(status: "active"))),
        ])
        await expectError(.forbidden) { try await foreign.backend.deactivateImage(id) }
        let unseen = Bench([("POST \(path)/actions/deactivate", .refused(403)), ("GET \(path)", .refused(404))])
        await expectError(.notFound) { try await unseen.backend.deactivateImage(id) }
    }
}
