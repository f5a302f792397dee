internal import BackendKit
internal import CommandKit

/// Where the values come from that a prompt can show. Nobody is asked for them.
struct PromptFields: Sendable {
    let session: Session
    /// How many jobs run in the background.
    var jobCount: @Sendable () async -> Int = { 0 }

    func values(lastStatus: ExitStatus) async -> PromptValues {
        let current = await session.current
        let state = await session.currentState()
        let jobs = await jobCount()
        func fact(_ name: String) -> String? { state?.info.fact(name) }
        return PromptValues(
            backend: current.name,
            cloud: current.address.cloud ?? fact("cloud") ?? "",
            region: current.address.region ?? fact("region") ?? "",
            project: fact("project") ?? current.settings["OS_PROJECT_NAME"] ?? "",
            status: lastStatus == .done ? "" : String(lastStatus.rawValue),
            jobs: jobs == 0 ? "" : "\(jobs) \(jobs == 1 ? "job" : "jobs")",
            offline: state?.contact == .offline ? "offline" : "")
    }
}

/// What a prompt can show, as it is now; empty where there is nothing to show.
struct PromptValues: Sendable {
    var backend = ""
    var cloud = ""
    var region = ""
    var project = ""
    var status = ""
    var jobs = ""
    var offline = ""

    subscript(field: PromptTemplate.Field) -> String {
        switch field {
        case .backend: backend
        case .cloud: cloud
        case .region: region
        case .project: project
        case .status: status
        case .jobs: jobs
        case .offline: offline
        }
    }
}
