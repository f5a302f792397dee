internal import Glibc
internal import Synchronization

/// One run of a program of the system, which has our terminal meanwhile.
///
/// With a terminal to lend it gets a process group of its own, as the programs of every shell do: the terminal's
/// signals reach it and not us. Without one it stays in our group, and is signalled together with us.
public final class ForegroundProgram: Sendable {
    /// How it ended.
    public enum Ending: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// It could not be started.
    public struct StartError: Error, Sendable, Equatable {
        /// The program's path.
        public let program: String
        /// The `errno` that says why.
        public let code: Int32
    }

    private enum Phase {
        case notStarted(isInterrupted: Bool)
        case running(pid_t)
        case ended
    }

    private let words: [String]
    private let terminal: Int32?
    private let settings: [String: String]
    private let differences: ProgramDifferences
    private let phase = Mutex(Phase.notStarted(isInterrupted: false))

    /// - Parameters:
    ///   - words: the program's path and its arguments.
    ///   - terminal: the terminal to lend. It stays ours if we are not in its foreground.
    ///   - settings: variables that are added to its environment.
    ///   - differences: what else differs from what programs of the system get.
    public init(
        _ words: [String], terminal: Int32? = nil, settings: [String: String] = [:],
        differences: ProgramDifferences = ProgramDifferences()
    ) {
        self.words = words
        self.settings = settings
        self.differences = differences
        self.terminal = terminal.flatMap { tcgetpgrp($0) == getpgrp() ? $0 : nil }
    }

    /// Starts it and waits for its end; blocks the thread. Being stopped stops us as well, as far as anybody is there
    /// who could continue us, and it goes on when we do. What was interrupted before is not started.
    public func run() throws(StartError) -> Ending {
        if phase.withLock({ if case .notStarted(isInterrupted: true) = $0 { true } else { false } }) {
            return .signalled(SIGINT)
        }
        // What cannot be started has had the terminal as well: it is lent before the program's file is looked at.
        defer {
            phase.withLock { $0 = .ended }
            if let terminal { Self.give(terminal, to: getpgrp()) }
        }
        let modes = terminal.flatMap(TerminalState.modes(of:))
        let child = try SpawnRequest(
            words: words, terminal: terminal, settings: settings, differences: differences
        ).start()
        phase.withLock { phase in
            if case .notStarted(isInterrupted: true) = phase { send(SIGINT, to: child) }
            phase = .running(child)
        }
        let ending = wait(for: child)
        // The key reached the group that has the terminal, and is for those that run beside it in ours as well.
        if terminal != nil, ending == .signalled(SIGINT) || ending == .exited(128 + SIGINT) { Self.passOn(SIGINT) }
        // What was ended by a signal has not put back what it had changed.
        if ending.isForced, let terminal, let modes {
            Self.withSignalMask(SIG_BLOCK, SIGTTOU) { TerminalState.set(terminal, to: modes) }
        }
        return ending
    }

    /// An interrupt that reached us and not the program, because the terminal was not lent yet.
    public func interrupt() {
        phase.withLock { phase in
            switch phase {
            case .notStarted: phase = .notStarted(isInterrupted: true)
            case .running(let child):
                if terminal != nil {
                    send(SIGINT, to: child)
                } else if differences.hasOwnGroup {
                    BackgroundGroup(number: child).interrupt()
                }
            case .ended: break
            }
        }
    }

    /// Ends it, whatever it does about that, when it runs in a group of its own without a terminal.
    public func end() {
        phase.withLock { phase in
            if case .running(let child) = phase, terminal == nil, differences.hasOwnGroup {
                BackgroundGroup(number: child).end()
            }
        }
    }

    private func send(_ number: Int32, to child: pid_t) {
        kill(terminal == nil && !differences.hasOwnGroup ? child : -child, number)
    }

    private func wait(for child: pid_t) -> Ending {
        guard let terminal else {
            guard differences.hasOwnGroup else {
                Self.inOurGroup.withLock { _ = $0.insert(child) }
                defer { Self.inOurGroup.withLock { _ = $0.remove(child) } }
                return ChildStatus.end(of: child)
            }
            return BackgroundGroup(number: child).wait(for: [child])[0]
        }
        while true {
            switch ChildStatus.next(of: child, WUNTRACED)?.status {
            case .ended(let ending): return ending
            case .stopped: follow(child, through: terminal)
            case nil: continue
            }
        }
    }

    /// The program was stopped.
    private func follow(_ child: pid_t, through terminal: Int32) {
        // In the foreground it is we who have the terminal: then it only waits for that.
        if tcgetpgrp(terminal) != getpgrp() {
            if tcgetpgrp(terminal) == child { Self.give(terminal, to: getpgrp()) }
            Self.stopOurselves(by: SIGTSTP)
        }
        if tcgetpgrp(terminal) == getpgrp() { Self.give(terminal, to: child) }
        kill(-child, SIGCONT)
    }

    private static func give(_ terminal: Int32, to group: pid_t) {
        // From the background that stops the caller, unless it blocks the signal.
        withSignalMask(SIG_BLOCK, SIGTTOU) { _ = tcsetpgrp(terminal, group) }
    }

    /// Stops our group, as the terminal would, and returns when it is continued.
    private static func stopOurselves(by number: Int32) {
        // First the others. A signal to all of us would stop this thread at some later moment, maybe after the
        // continuation; one to this thread has done so when the call returns.
        let before = signal(number, SIG_IGN)
        kill(0, number)
        signal(number, before)
        withSignalMask(SIG_UNBLOCK, number) { _ = pthread_kill(pthread_self(), number) }
    }

    /// How often a shell is waited for that does not bring us to the foreground.
    private static let mostStops = 16

    /// Stops, as whatever reads from its terminal in the background does, until the shell that we are a job of has brought
    /// us to the foreground. Returns at once where there is no such shell.
    public static func waitForForeground(of terminal: Int32) {
        for _ in 0..<mostStops {
            let foreground = tcgetpgrp(terminal)
            guard foreground > 0, foreground != getpgrp() else { return }
            stopOurselves(by: SIGTTIN)
        }
    }

    private static func withSignalMask(_ how: Int32, _ number: Int32, _ body: () -> Void) {
        var signals = sigset_t()
        var before = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, number)
        pthread_sigmask(how, &signals, &before)
        body()
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }
}

extension ForegroundProgram.Ending {
    /// Whether a signal was the end of it, or of what the system's shell ran for it.
    fileprivate var isForced: Bool {
        switch self {
        case .exited(let status): status > 128
        case .signalled: true
        }
    }
}
