internal import CEditline
internal import Glibc

/// Making libedit ready: our commands, our keys, then the user's file.
extension EditSession {
    func setUp() {
        for command in EditCommand.allCases {
            if let number = libedit.addCommand(command.rawValue, help: command.help) { commands[number] = command }
        }
        libedit.setCallbacks(callbacks)
        libedit.isVi = false
        Bindings.apply(to: libedit)
        if let path = options.editrc, let text = Self.text(ofFile: path) { obey(EditrcFile(text), at: path) }
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
                return session.commands[number].map(session.run)?.code ?? EditCommand.Result.refused.code
            })
    }

    private static func of(_ owner: UnsafeMutableRawPointer) -> EditSession {
        Unmanaged<EditSession>.fromOpaque(owner).takeUnretainedValue()
    }

    private func obey(_ file: EditrcFile, at path: String) {
        var problems = file.problems
        for line in file.lines {
            switch libedit.parse(line.words) {
            case 0: if line.resetsBindings { Bindings.apply(to: libedit) }
            case -1: problems[line.number] = "there is no setting '\(line.command)'"
            default: problems[line.number] = "libedit does not take it"
            }
        }
        for (number, reason) in problems.sorted(by: { $0.key < $1.key }) {
            libedit.write(HarmlessText.row("\(path):\(number): \(reason); the line is skipped") + "\n")
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
