internal import BackendKit
internal import CommandKit

/// Projects that may be meant.
enum ProjectCandidates {
    /// Names, and the IDs of projects whose name cannot be typed or is not alone.
    static func candidates(_ projects: [BackendNames.Project]) -> [Candidate] {
        projects.map { project in
            let isAlone = projects.count { $0.name.hasSameBytes(as: project.name) } == 1
            return isAlone && SafeText.isPlain(project.name) && !project.name.isEmpty
                ? Candidate(word: project.name, detail: project.id)
                : Candidate(word: project.id, detail: project.name)
        }.inByteOrder()
    }

    /// Members of an image, which services know by their IDs.
    static func candidates(_ members: [Member], among projects: [BackendNames.Project]) -> [Candidate] {
        members.map { member in
            let name = projects.first { $0.id.hasSameBytes(as: member.project) }?.name
            return Candidate(
                word: member.project, detail: [name, member.status.rawValue].compactMap(\.self).joined(separator: "  "))
        }.inByteOrder()
    }
}
