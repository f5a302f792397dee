internal import CEditline
internal import Glibc

/// Making libedit ready: our commands, our keys, then the user's file.
extension EditSession {
    func setUp() {
        for command in EditCommand.allCases {
            if let number = libedit.addCommand(command.rawValue, help: command.help) {
                commands.append((number, command))
            }
        }
        libedit.setCallbacks(callbacks)
        editrc = options.editrc.flatMap(Self.text).map(EditrcFile.init)
        bindKeys(for: nil, reportsProblems: true)
    }

    /// Takes the keys of emacs or of vi, or those that the user's file asks for.
    func obey(_ map: KeyMap?) {
        guard map != keyMap else { return }
        keyMap = map
        bindKeys(for: map, reportsProblems: false)
    }

    private func bindKeys(for map: KeyMap?, reportsProblems: Bool) {
        libedit.isVi = map == .vi
        Bindings.apply(to: libedit)
        if let file = editrc {
            let problems = obey(file, for: map)
            if reportsProblems { report(problems) }
        }
        Bindings.applyEssential(to: libedit)
    }

    private var callbacks: ceditline_callbacks {
        // SAFETY: the session lives as long as its thread, and libedit calls only from calls of that thread.
        ceditline_callbacks(
            owner: Unmanaged.passUnretained(self).toOpaque(),
            read_key: { owner, key in
                guard let next = EditSession.of(owner).readKey() else { return 0 }
                key.pointee = next.rawValue
                return 1
            },
            prompt: { owner in EditSession.of(owner).screen.encodedPrompt },
            run: { owner, number, _ in
                let session = EditSession.of(owner)
                let command = session.commands.first { $0.number == number }?.command
                return command.map(session.run)?.code ?? EditCommand.Result.refused.code
            })
    }

    private static func of(_ owner: UnsafeMutableRawPointer) -> EditSession {
        Unmanaged<EditSession>.fromOpaque(owner).takeUnretainedValue()
    }

    /// - Returns: numbers of lines that are skipped, and why.
    private func obey(_ file: EditrcFile, for map: KeyMap?) -> [Int: String] {
        var problems = file.problems
        for line in file.lines where map == nil || !line.resetsBindings {
            switch libedit.parse(line.words) {
            case 0: if line.resetsBindings { Bindings.apply(to: libedit) }
            case -1: problems[line.number] = "there is no setting '\(line.command)'"
            default: problems[line.number] = "libedit does not take it"
            }
        }
        return problems
    }

    private func report(_ problems: [Int: String]) {
        for (number, reason) in problems.sorted(by: { $0.key < $1.key }) {
            libedit.write(HarmlessText.row("\(options.editrc ?? ""):\(number): \(reason); the line is skipped") + "\n")
        }
    }

    private static let largestFile = 1 << 20

    /// - Returns: `nil` for what is no readable file.
    static func text(ofFile path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= largestFile
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = Glibc.read(file, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }
}
