internal import BackendKit
internal import CommandKit
internal import Editline

actor HistoryFile {
    private(set) var entries: [String] = []
    static func open(_ environment: BackendEnvironment) -> HistoryFile { HistoryFile() }
    func clear() throws { entries = [] }
    func remember(_ line: String, registry: Registry, in editor: any LineEditor) {
        entries.append(line)
        editor.remember(line)
    }
}
