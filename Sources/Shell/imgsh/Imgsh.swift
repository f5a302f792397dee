import CommandKit
import Foundation
import ShellKit
import StandardCommands

/// Names the plugins and starts the shell.
@main
enum Imgsh {
    static func main() async {
        do {
            let shell = try Shell(
                plugins: [StandardPlugin()],
                environment: ProcessInfo.processInfo.environment)
            exit(await shell.run(Array(CommandLine.arguments.dropFirst())).rawValue)
        } catch {
            try? DescriptorSink(2, label: "standard error", isBuffered: false).write("imgsh: \(error)\n")
            exit(ExitStatus.failed.rawValue)
        }
    }
}
