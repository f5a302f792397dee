internal import BackendKit
internal import CommandKit

/// What to say about an option of the program itself in a line of the shell.
enum ProgramOption {
    /// For a line as it is typed at the prompt of another shell: `openstack --os-cloud prod image list`.
    /// - Returns: `nil` unless an option of the program comes first.
    static func error(beforeCommand words: [Word]) -> UsageError? {
        let isNamed = !words[0].isQuoted && Registry.ignoredPrefixes.union(["imgsh"]).contains(words[0].text)
        let rest = isNamed ? words.dropFirst() : words[...]
        guard let option = rest.first, option.looksLikeOption else { return nil }
        return error(option, in: Array(rest))
    }

    /// Reads the words of a command. Other shells take these options behind it as well: `image list --os-cloud prod`.
    /// - Parameters:
    ///   - words: all of the line, its address aside.
    ///   - read: reads them.
    static func explaining<Value>(
        _ words: [Word], of signature: Signature, _ read: () throws(UsageError) -> Value
    ) throws(UsageError) -> Value {
        do {
            return try read()
        } catch {
            let own = signature.allParameters.flatMap(\.shape.allSpellings)
            guard let option = words.first(where: { $0.span == error.span }), option.looksLikeOption,
                GlobalOptions.all.contains(name(of: option)), !own.contains(name(of: option)),
                let better = Self.error(option, in: words)
            else { throw error }
            throw better
        }
    }

    private static func name(of option: Word) -> String { String(option.text.prefix { $0 != "=" }) }

    private static func error(_ option: Word, in words: [Word]) -> UsageError? {
        guard let taken = try? GlobalOptions.take(from: words.map(\.text), beside: OptionNames()),
            !taken.settings.isEmpty
        else { return nil }
        let name = name(of: option)
        let given = "'\(name)' is given where imgsh begins"
        if GlobalOptions.told.isSuperset(of: taken.settings.keys) {
            let settings = taken.settings.keys.compactMap { GlobalOptions.settings[$0] }.sorted()
            return UsageError(given, at: option.span, hint: settings.first ?? "imgsh \(name) …")
        }
        return UsageError(
            "\(given); a line names its backend itself", at: option.span,
            hint: line(taken.settings, taken.rest) ?? "imgsh \(name) …, or: help backends")
    }

    /// The line that means the same here; `nil` where a backend's address cannot say it.
    private static func line(_ settings: [String: String], _ words: [String]) -> String? {
        guard let cloud = settings["OS_CLOUD"], !cloud.isEmpty,
            Set(settings.keys).isSubset(of: ["OS_CLOUD", "OS_REGION_NAME"])
        else { return nil }
        let address = Quoting.word(
            BackendAddress(kind: "glance", cloud: cloud, region: settings["OS_REGION_NAME"]).description)
        let isChoice = words.isEmpty || words.first == "use" || words.prefix(2) == ["backend", "use"]
        return isChoice ? "use \(address)" : "@\(address) " + words.map(Quoting.word).joined(separator: " ")
    }
}
