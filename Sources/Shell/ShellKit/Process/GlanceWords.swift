/// Options of the glance client that take their values otherwise, in the words of imgsh.
enum GlanceWords {
    /// `--protected True`, where the word may also be missing.
    private static let truths: [String: (yes: String, no: String?)] = [
        "--protected": ("--protected", "--unprotected"), "--hidden": ("--hidden", "--unhidden"),
        "--os-hidden": ("--hidden", "--unhidden"), "--all-stores": ("--all-stores", nil),
        "--allow-failure": ("--allow-failure", "--disallow-failure"),
        "--include-stores": ("--include-stores", nil),
    ]

    /// - Parameter words: the command, whose name is the first one, and its arguments.
    static func translated(_ words: [String]) -> [String] {
        guard let command = words.first, command.hasPrefix("image-") else { return words }
        var done = [command]
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            if let truth = truths[parts.first ?? ""] {
                var value = parts.count > 1 ? parts[1] : nil
                if value == nil, let next = rest.first, truthValue(next) != nil { value = rest.popFirst() }
                let isTrue = value.flatMap(truthValue) ?? true
                // A list without the hidden ones is what every list is.
                let no = command == "image-list" ? nil : truth.no
                if let chosen = isTrue ? truth.yes : no { done.append(chosen) }
            } else if command == "image-show", parts.first == "--max-column-width" {
                // As with the md-… commands, it has no effect.
                if parts.count == 1 { _ = rest.popFirst() }
            } else if word == "--tags" {
                while let tag = rest.first, !tag.hasPrefix("-") {
                    done += ["--tag", tag]
                    rest.removeFirst()
                }
            } else if word == "--" {
                return done + [word] + rest
            } else {
                done.append(word)
            }
        }
        return withSort(done)
    }

    /// `--sort-key name --sort-dir desc` is `--sort name:desc`.
    private static func withSort(_ words: [String]) -> [String] {
        var (keys, directions, others) = ([String](), [String](), [String]())
        var rest = words[...]
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            switch parts.first {
            case "--sort-key": if let key = parts.dropFirst().first ?? rest.popFirst() { keys.append(key) }
            case "--sort-dir":
                if let direction = parts.dropFirst().first ?? rest.popFirst() { directions.append(direction) }
            default: others.append(word)
            }
        }
        guard !keys.isEmpty || !directions.isEmpty else { return words }
        if keys.isEmpty { keys = ["name"] }
        let sort = keys.enumerated().map { index, key in
            let direction = directions.count > index ? directions[index] : directions.last
            return direction.map { "\(key):\($0)" } ?? key
        }
        return others + ["--sort", sort.joined(separator: ",")]
    }

    private static func truthValue(_ word: String) -> Bool? {
        switch word.lowercased() {
        case "true", "1", "t", "y", "yes", "on": true
        case "false", "0", "f", "n", "no", "off": false
        default: nil
        }
    }
}
