internal import BackendKit
internal import CommandKit
internal import Dispatch
internal import Glibc

/// Runs programs of the system with our terminal.
protocol ProgramRunning: Sendable {
    /// Runs a line by `/bin/sh -c`; an empty line is a shell to type in.
    /// - Throws: ``ImageError`` when it cannot be started.
    func run(_ commandLine: String) async throws -> ExitStatus
}

/// Starts the child in our own process group, so that it keeps the terminal, with signals as a program expects them.
struct ProgramRunner: ProgramRunning {
    func run(_ commandLine: String) async throws -> ExitStatus {
        let line = commandLine.trimmingBlanks()
        let shell = getenv("SHELL").map { String(cString: $0) } ?? "/bin/sh"
        let words = line.isEmpty ? [shell] : ["/bin/sh", "-c", line]
        let child = try start(words)
        return await withCheckedContinuation { continuation in
            // A thread of its own: waiting must not block the tasks' threads.
            DispatchQueue.global().async { @Sendable in continuation.resume(returning: Self.wait(for: child)) }
        }
    }

    private func start(_ words: [String]) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH, SIGXFSZ] {
            sigaddset(&signals, signal)
        }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let result = posix_spawn(&child, words[0], nil, &attributes, arguments, environ)
        guard result == 0 else {
            throw ImageError(.local, "cannot start '\(words[0])': \(String(cString: strerror(result)).lowercased())")
        }
        return child
    }

    private static func wait(for child: pid_t) -> ExitStatus {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            if errno != EINTR { return .failed }
        }
        let signal = status & 0x7F
        return signal == 0 ? ExitStatus(rawValue: (status >> 8) & 0xFF) : .signal(signal)
    }
}

extension String {
    /// Without spaces and tabs at both ends.
    func trimmingBlanks() -> String {
        let scalars = unicodeScalars.drop { $0 == " " || $0 == "\t" }
        guard let end = scalars.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(scalars[...end])
    }
}
