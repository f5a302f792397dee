internal import BackendKit
internal import CommandKit
internal import Editline
internal import FileIO

/// The lines typed so far, kept in a private file that several shells share.
///
/// Each line is written when it is entered, not at the end, so a shell that is killed loses none. A file that cannot
/// be used costs the memory of later sessions and nothing else: the shell says so once and goes on.
actor HistoryFile {
    /// Oldest first; of lines entered twice in a row, one.
    private(set) var entries: [String]
    private let file: HistoryLines?
    private let console: Console
    /// Whether the last line could not be written, which was said.
    private var isFailing = false
    /// Where the lines can be walked through.
    private var editor: (any LineEditor)?

    /// Reads what earlier sessions left.
    static func open(_ environment: BackendEnvironment, console: Console) -> HistoryFile {
        guard let directory = PrivateDirectories.path(.state, in: environment) else {
            return HistoryFile([], nil, console)
        }
        do {
            guard let file = try HistoryLines(directory: directory) else { return HistoryFile([], nil, console) }
            return HistoryFile(try file.read(), file, console)
        } catch {
            try? console.warn("lines are not remembered: \(error.message)")
            return HistoryFile([], nil, console)
        }
    }

    private init(_ entries: [String], _ file: HistoryLines?, _ console: Console) {
        self.entries = entries
        self.file = file
        self.console = console
    }

    /// Keeps this editor's lines the same from now on; it begins with ``entries``.
    func follow(in editor: any LineEditor) { self.editor = editor }

    /// Keeps a line, unless it is the last one again.
    func remember(_ line: String) {
        guard entries.last?.hasSameBytes(as: line) != true else { return }
        entries.append(line)
        editor?.remember(line)
        do {
            // Whoever did not let go of it then may never do: each line would wait for them.
            try file?.append(line, waits: !isFailing)
            isFailing = false
        } catch {
            if !isFailing { try? console.warn("lines are not remembered as long as this is so: \(error.message)") }
            isFailing = true
        }
    }

    /// Forgets every line, in memory, in the editor and on disk.
    /// - Throws: ``ImageError``.
    func clear() throws {
        try file?.clear()
        entries = []
        editor?.forgetLines()
    }
}
