import BackendKit
import CommandKit
import TestSupport
import Testing

struct `properties of images are checked` {
    @Test func `for likely slips, which are told of and set all the same`() async throws {
        let shell = try TestShell()
        let result = try await shell.run(
            """
            image create a --property hw_disk_buss=virtio --property mine=1 --property os_distor=debian
            image set a --property hw_vif_modle=e1000 --property hw_disk_bus=anything
            image show a -f value -c hw_disk_buss -c hw_vif_modle
            """)
        #expect(result.status == .done)
        #expect(result.output.hasSuffix("virtio\ne1000\n"), "\(result.output)")
        let lines = result.errors.split(separator: "\n").filter { $0.contains("warning") }
        #expect(
            lines == [
                "imgsh: warning: nobody reads a property 'hw_disk_buss'; did you mean 'hw_disk_bus'?",
                "imgsh: warning: nobody reads a property 'os_distor'; did you mean 'os_distro'?",
                "imgsh: warning: nobody reads a property 'hw_vif_modle'; did you mean 'hw_vif_model'?",
            ])
    }

    @Test(arguments: [
        ("hw_disk_buss=virtio", "no definition knows the property 'hw_disk_buss'", "--property hw_disk_bus=virtio"),
        ("mine=1", "no definition knows the property 'mine'", "the same without --check-properties"),
        ("hw_disk_bus=sda", "'hw_disk_bus' cannot be 'sda': it is one of scsi, virtio", ""),
    ])
    func `against the definitions when that is asked for`(
        _ assignment: String, _ message: String, _ hint: String
    ) async throws {
        let shell = try TestShell()
        _ = try await shell.run("create a")
        for line in [
            "create b --check-properties --property \(assignment)", "set a --property \(assignment) --check-p",
        ] {
            let result = try await shell.run(line)
            #expect(result.status == .usage, "\(line)")
            #expect(result.errors.contains(message) && result.errors.contains(hint), "\(result.errors)")
        }
        #expect(try await shell.run("list --name b -f value").output == "")
        let fine = try await shell.run("image set a --check-properties --property hw_disk_bus=virtio")
        #expect(fine.status == .done && fine.errors.isEmpty, "\(fine.errors)")
    }

    @Test func `by the rules of a definition`() {
        let rules = PropertyDefinition.Rules(isInteger: true, minimum: 1, maximum: 8)
        let cores = PropertyDefinition("hw_cpu_cores", rules: rules)
        #expect(cores.problem(with: "4") == nil)
        #expect(cores.problem(with: "0") == "it is at least 1")
        #expect(cores.problem(with: "9") == "it is at most 8")
        #expect(cores.problem(with: "four") == "it is a whole number")
        #expect(PropertyDefinition("x").problem(with: "anything") == nil)
    }
}
