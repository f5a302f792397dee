internal import BackendKit
internal import FileIO

/// Finds programs called `imgsh-NAME`. One that is reached by two paths is found by the first.
enum PluginFinder {
    /// Those of these names: a look at each place, and no list of a directory.
    static func files(named names: [String], in directories: [String]) -> [PluginFile] {
        var seen: Set<PluginFile.Place> = []
        return names.flatMap { name in directories.compactMap { PluginFile(name, in: $0) } }
            .filter { seen.insert($0.place).inserted }
    }

    /// All there are, in byte order of their names.
    static func all(in directories: [String]) -> [PluginFile] {
        var seen: Set<PluginFile.Place> = []
        var files: [PluginFile] = []
        for directory in directories {
            let names = ((try? Directory.names(directory)) ?? []).filter { $0.hasPrefix(PluginFile.prefix) }
            files += names.compactMap { PluginFile(String($0.dropFirst(PluginFile.prefix.count)), in: directory) }
                .filter { seen.insert($0.place).inserted }
        }
        return files.sorted { $0.name == $1.name ? $0.path.precedesInBytes($1.path) : $0.name.precedesInBytes($1.name) }
    }

    /// The names a program may have that brings the command these words begin with.
    static func names(for words: [[String]]) -> [String] {
        var names: [String] = []
        for words in words {
            for count in stride(from: min(words.count, 4), to: 0, by: -1) {
                let name = words.prefix(count).joined(separator: "-")
                if PluginFile.isName(name), !names.contains(name) { names.append(name) }
            }
        }
        return names
    }
}
