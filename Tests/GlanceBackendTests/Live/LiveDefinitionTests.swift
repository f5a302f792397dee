import BackendKit
import GlanceBackend
import TestSupport
import Testing

extension `on a real Glance` {
    struct `definitions of a real Glance` {
        @Test func `name the properties of images, with their values`() async throws {
            try await Lab.with("lab-user") { backend in
                let found = try await backend.imageProperties()
                let bus = try #require(found.first { $0.name == "hw_disk_bus" })
                #expect(bus.choices.contains("virtio") && bus.choices.contains("scsi"))
                #expect(bus.namespace == "OS::Compute::LibvirtImage")
                // Of an object of the namespace, with the prefix that images have.
                #expect(found.contains { $0.name == "hw_cpu_cores" && $0.namespace == "OS::Compute::VirtCPUTopology" })
                #expect(found.first { $0.name == "hw_watchdog_action" }?.choices.contains("reset") == true)
                let names = found.map(\.name)
                #expect(zip(names, names.dropFirst()).allSatisfy { !$1.precedesInBytes($0) })
            }
        }
    }
}
