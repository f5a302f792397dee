internal import BackendKit
internal import CommandKit

/// `image wait`
struct WaitForImages: NamedCommand {
    static let name = CommandName("image wait")

    let images = Rest("image", of: ImageReference.self, help: "Names or IDs of the images")
    let status = Option<Image.Status>("--status", value: "status", default: "active", help: "What is waited for")
    let gone = Flag("--gone", help: "Wait until there is no such image any more")
    let timeout = Option<Int64>("--timeout", value: "seconds", help: "Give up after this time, with status 7")

    var signature: Signature {
        Signature(
            Self.name, "Wait until images have a status", images, status, gone, timeout,
            discussion: [
                "Looks at once, after two seconds, and then less and less often, down to twice a minute. Ends with status 0 "
                    + "when every image is there. It fails with status 1 as soon as one cannot come there any more: it was "
                    + "deleted, or its status is 'killed' or 'error'; and with status 7 when the time is over. Ctrl-C "
                    + "ends the wait and changes nothing."
            ],
            changes: .nothing,
            examples: [
                Example("image wait cirros", "Until it can be used"),
                Example(
                    "image wait cirros debian --timeout 600 &", "Two of them, in the background, at most ten minutes"),
                Example("image wait retired-image --gone", "Until nobody can see it any more"),
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        if call[gone], call.has(status) {
            throw UsageError("--gone cannot stand beside --status", at: call.spans(of: gone).first)
        }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let goal: StatusWatch.Goal = call[gone] ? .gone : .status(call[status] ?? .active)
        var targets: [LocatedImage] = []
        for reference in call[images] {
            do {
                targets.append(try await context.locate(reference))
            } catch let error as LocatedError where call[gone] && error.error.code == .notFound {
                continue
            }
        }
        if case .status(let status) = goal { try status.doubt(on: context.console) }
        let watch = StatusWatch(
            goal: goal, limit: call[timeout].map { .seconds($0) }, console: context.console, clock: .live)
        try await watch.finish(targets)
    }
}
