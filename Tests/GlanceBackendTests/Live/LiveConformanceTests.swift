import BackendConformance
import BackendKit
import GlanceBackend
import TestSupport
import Testing

extension `on a real Glance` {
    /// Every promise of a backend, on a real Glance.
    struct `a real Glance keeps its promises` {
        @Test(arguments: BackendCheck.all)
        func `to a member`(_ check: BackendCheck) async throws { try await run(check, "lab-user") }

        @Test(arguments: BackendCheck.all)
        func `to an administrator`(_ check: BackendCheck) async throws { try await run(check, "lab-admin") }

        @Test(arguments: BackendCheck.all)
        func `in a region with an image cache`(_ check: BackendCheck) async throws { try await run(check, "lab-two") }

        private func run(_ check: BackendCheck, _ cloud: String) async throws {
            try await Lab.with(cloud) { backend in
                switch try await check.run(on: backend) {
                case .passed: break
                case .notApplicable(let missing):
                    #expect(Set(missing).isSubset(of: ["store", "snapshot", "maintain"]), "\(check)")
                }
            }
        }
    }
}
