internal import BackendKit
internal import CommandKit

/// `backend list`
struct ListBackends: NamedCommand {
    static let name = CommandName("backend list")

    private static let columns = [
        "Current", "Backend", "Cloud", "Region", "Project", "User", "Token Life", "State", "Kind", "Address",
        "Location",
    ]

    var signature: Signature {
        Signature(
            Self.name, "List the open backends",
            discussion: [
                "Nobody is asked for this: what a backend says of itself is what it has learned so far. The life of a "
                    + "token is in seconds. The state is 'open', 'not logged in' (the first command that needs it "
                    + "logs in) or 'offline' (the last call reached nobody). Address, Kind and Location are "
                    + "shown when -c asks for them."
            ],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("backend list", "What is open, and which one is current"),
                Example("backend list -c Backend -c Location", "Where they point"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var listing = try context.console.listing(
            Self.columns, shown: Array(Self.columns.prefix(8)), as: call.output)
        let current = await context.session.current
        func shown(_ row: [OutputValue]) -> [OutputValue] { row.leavingUnknownBlank(in: call.output.format) }
        var isCurrentOpen = false
        for open in await context.session.openBackends {
            let isCurrent = open.choice == current
            isCurrentOpen = isCurrentOpen || isCurrent
            try listing.add(shown(Self.row(open, await open.backend.state(), isCurrent: isCurrent)))
        }
        if !isCurrentOpen { try listing.add(shown(Self.unopened(current))) }
        try listing.finish()
    }

    private static func row(_ open: OpenBackend, _ state: BackendState, isCurrent: Bool) -> [OutputValue] {
        let info = state.info
        return [
            .text(isCurrent ? "*" : ""), .text(open.name), .text(info.fact("cloud")), .text(info.fact("region")),
            .text(info.fact("project")), .text(info.fact("user")), .number(state.tokenLife.map(Int64.init)),
            .text(state.contact.rawValue), .text(info.kind), .text(open.choice.line), .text(info.location),
        ]
    }

    /// The backend of the start, before the first command needed it.
    private static func unopened(_ choice: BackendChoice) -> [OutputValue] {
        [
            .text("*"), .text(choice.name), .text(choice.address.cloud), .text(choice.address.region), .null, .null,
            .null, .text("not opened yet"), .text(choice.address.kind), .text(choice.line), .null,
        ]
    }
}
