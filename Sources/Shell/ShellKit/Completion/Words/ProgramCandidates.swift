internal import Glibc

/// Programs of the system that begin as typed.
struct ProgramCandidates {
    /// The directories to look in, as in `PATH`.
    let path: String?
    /// What `~` stands for; `nil` when nothing does.
    let home: String?

    /// - Returns: nothing for no text: there are thousands.
    func find(_ partial: String) -> [Candidate] {
        guard !partial.isEmpty else { return [] }
        if partial.contains("/") { return FileCandidates(home: home, directoriesOnly: false).find(partial) }
        let files = (path ?? "").split(separator: ":").flatMap { directory in
            FileCandidates(home: nil, directoriesOnly: false).find("\(directory)/\(partial)")
        }
        let names = files.filter { $0.isFinal && access($0.word, X_OK) == 0 }.compactMap(\.display)
        return Set(names).filter { $0.begins(with: partial) }.map { Candidate(word: $0) }.inByteOrder()
    }
}
