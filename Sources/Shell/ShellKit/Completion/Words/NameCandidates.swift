internal import BackendKit
internal import CommandKit

/// Names, for options that find things by their names and know nothing of IDs: each once, however many have it.
struct NameCandidates {
    /// Whether `*` and `?` in what is typed stand for anything.
    var arePatterns = false
    /// Whether the name stands in the word of its option, so that it may begin with a dash.
    let followMark: Bool

    /// More than these nobody reads; another letter makes them fewer.
    private static let most = 1000

    func images(_ partial: String, _ names: BackendNames, on choice: BackendChoice) async -> Offer {
        var (found, isWhole) = await names.images(.beginning(partial), on: choice, atMost: Self.most)
        if found.entries.isEmpty, !partial.isEmpty {
            (found, isWhole) = await names.images(.holding(partial), on: choice, atMost: Self.most)
        }
        let entries = found.entries.map { (name: $0.name ?? "", detail: $0.isAlone ? $0.summary : nil) }
        return Offer(candidates: candidates(entries), isCut: found.isCut, isWhole: isWhole)
    }

    func servers(_ servers: [Server]) -> [Candidate] {
        candidates(servers.map { ($0.name, nil) }).inByteOrder()
    }

    /// What cannot be typed is left out: nothing else would find it.
    private func candidates(_ entries: [(name: String, detail: String?)]) -> [Candidate] {
        var seen: Set<[UInt8]> = []
        return entries.compactMap { name, detail in
            guard !name.isEmpty, SafeText.isPlain(name), followMark || !name.hasPrefix("-"),
                seen.insert(Array(name.utf8)).inserted
            else { return nil }
            return Candidate(word: arePatterns ? Self.pattern(for: name) : name, detail: detail)
        }
    }

    /// A pattern that only this name is like.
    private static func pattern(for name: String) -> String {
        guard name.unicodeScalars.contains(where: { $0 == "*" || $0 == "?" }) else { return name }
        var pattern = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            if scalar == "*" || scalar == "?" || scalar == "\\" { pattern.append("\\") }
            pattern.append(scalar)
        }
        return String(pattern)
    }
}
