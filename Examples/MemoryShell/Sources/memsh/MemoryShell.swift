import Foundation
import MemoryPlugin
import ShellKit
import StandardCommands

@main
enum MemoryShell {
    static func main() async throws {
        let given = ProcessInfo.processInfo.environment
        let shell = try Shell(
            plugins: [StandardPlugin(), MemoryPlugin()],
            environment: given.merging(["IMGSH_BACKEND": "memory"]) { chosen, _ in chosen })
        exit(await shell.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
