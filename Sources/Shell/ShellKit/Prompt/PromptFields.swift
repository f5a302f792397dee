internal import BackendKit
internal import CommandKit

/// The values that a prompt can show, as they are now. Nobody is asked for them.
struct PromptFields: Sendable {
    let session: Session
    /// How many jobs run in the background.
    var jobCount: @Sendable () async -> Int = { 0 }

    func values(lastStatus: ExitStatus) async -> [PromptTemplate.Field: String] {
        let current = await session.current
        let state = await session.currentState()
        let jobs = await jobCount()
        func fact(_ name: String) -> String? { state?.info.fact(name) }
        return [
            .backend: current.name,
            .cloud: current.address.cloud ?? fact("cloud") ?? "",
            .region: current.address.region ?? fact("region") ?? "",
            .project: fact("project") ?? current.settings["OS_PROJECT_NAME"] ?? "",
            .status: lastStatus == .done ? "" : String(lastStatus.rawValue),
            .jobs: jobs == 0 ? "" : "\(jobs) \(jobs == 1 ? "job" : "jobs")",
            .offline: state?.contact == .offline ? "offline" : "",
        ]
    }
}
