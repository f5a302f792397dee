import BackendKit
import CommandKit
import CurlTransport
import DiskImages
import Dispatch
import ExternalPlugins
import GlanceBackend
import Glibc
import LocalBackend
import NovaBackend
import OpenStack
import Processes
import ShellKit
import StandardCommands

/// Names the plugins and starts the shell.
@main
enum Imgsh {
    static func main() {
        ProcessMemory.keepPrivate()
        ProcessMemory.keepFreed()
        do {
            let shell = try Shell(
                plugins: [StandardPlugin(), Backends(), ExternalPlugins()],
                environment: ProcessVariables.all())
            switch shell.begin() {
            case .ended(let status): exit(status.rawValue)
            case .goesOn(let work):
                // Detached: a task of this thread would have a person wait for it, by its priority. Half of the work would be
                // done by threads of one kind and half by those of another, which doubles what passing it on costs.
                Task.detached { exit(await work().rawValue) }
                dispatchMain()
            }
        } catch {
            try? DescriptorSink(2, label: "standard error", isBuffered: false).write("imgsh: \(error)\n")
            exit(ExitStatus.failed.rawValue)
        }
    }
}

/// The backends that ship.
private struct Backends: Plugin {
    let name = "backends"

    func register(with registrar: inout Registrar) throws {
        try registrar.add(.local(inspector: Self.inspect))
        // Glance and Nova of one cloud share a login.
        let clouds = CloudConnections(prepare: CurlTransport.load) { CurlTransport(options: $0) }
        try registrar.add(.glance(clouds))
        try registrar.add(.nova(clouds))
    }

    /// What the local store records of data, whatever it was declared to be.
    private static func inspect(_ descriptor: Int32) -> DataFindings {
        let report = try? DiskImageInspector.inspect(descriptor: descriptor)
        return DataFindings(diskFormat: report?.format.diskFormat, virtualSize: report?.virtualSize)
    }
}
