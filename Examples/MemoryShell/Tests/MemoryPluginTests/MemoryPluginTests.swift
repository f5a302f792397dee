import BackendConformance
import CommandKit
import MemoryPlugin
import ShellKit
import StandardCommands
import Testing

struct `the memory backend` {
    @Test(arguments: BackendCheck.all)
    func keeps(_ check: BackendCheck) async throws {
        switch try await check.run(on: MemoryBackend()) {
        case .passed: break
        case .notApplicable(let missing):
            // What images in memory do not promise.
            let lacks: Set = [
                "store", "resume", "deactivate", "share", "import", "stores", "describe", "snapshot", "maintain",
                "metadata", "lend",
            ]
            #expect(lacks.isSuperset(of: missing), "\(check): \(missing)")
        }
    }
}

struct `a shell with a plugin of one's own` {
    private func run(_ lines: String) async throws -> (status: CommandKit.ExitStatus, output: String, errors: String) {
        let (output, errors) = (MemorySink(), MemorySink())
        let shell = try Shell(
            plugins: [StandardPlugin(), MemoryPlugin()],
            environment: ["IMGSH_BACKEND": "memory", "HOME": "/nonexistent"],
            streams: ShellStreams(output: output, errors: errors))
        return (await shell.run(["-c", lines]), output.text, errors.text)
    }

    @Test func `has both the commands that ship and the new ones`() async throws {
        let result = try await run(
            """
            image create this --file \(#filePath) --disk-format raw -f value -c status
            image peek this --bytes 20
            image copy this //that -f value -c Result
            image list -f value -c Name
            """)
        #expect(
            result.output == """
                active
                00000000  69 6d 70 6f 72 74 20 42 61 63 6b 65 6e 64 43 6f   import BackendCo
                00000010  6e 66 6f 72                                       nfor
                copied
                that
                this

                """, "\(result.errors)")
        #expect(result.status == .done)
    }

    @Test func `completes and explains them like any other`() async throws {
        #expect(try await run("help image peek").output.contains("image peek cirros --bytes 16"))
        #expect(try await run("image peek nothing").status == .notFound)
    }
}
