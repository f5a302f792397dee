import BackendKit
import Testing

struct `the properties that other services read` {
    @Test func `are named once, in byte order, and no value is offered twice`() {
        let names = PropertyDefinition.common.map(\.name)
        #expect(zip(names, names.dropFirst()).allSatisfy { $0.precedesInBytes($1) })
        for definition in PropertyDefinition.common {
            #expect(Set(definition.choices).count == definition.choices.count, "\(definition.name)")
            #expect(!definition.title.isEmpty && !definition.title.hasSuffix("."), "\(definition.name)")
        }
    }

    @Test(arguments: ["hw_disk_bus", "hw_vif_model", "os_type", "os_distro", "architecture", "hw_machine_type"])
    func `have values`(_ name: String) {
        #expect(PropertyDefinition.common.first { $0.name == name }?.choices.isEmpty == false)
    }
}
