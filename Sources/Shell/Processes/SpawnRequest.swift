internal import CProcesses
internal import Glibc

/// What `posix_spawn` needs to know.
struct SpawnRequest {
    /// Signals that we handle or ignore, and that a program expects to be as ever.
    private static let ours = [
        SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH, SIGCONT, SIGXFSZ,
    ]

    let words: [String]
    /// Given to the program's own process group, before it runs.
    let terminal: Int32?
    /// In a session of its own, reading and writing nothing.
    var isDetached = false
    /// Which descriptor of ours is which of the program's: `[0: pipe]`.
    var streams: [Int32: Int32] = [:]
    /// Whether a name without a slash is looked for on `PATH`.
    var searchesPath = false
    /// The process group it is put into; 0 is a new one, and `nil` is ours.
    var group: pid_t?
    /// Variables that are added to our environment.
    var settings: [String: String] = [:]
    /// What else differs from what programs of the system get.
    var differences = ProgramDifferences()

    func start() throws(ForegroundProgram.StartError) -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }

        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in Self.ours where !IgnoredSignals.isKept(signal) { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        if let terminal {
            posix_spawnattr_setpgroup(&attributes, 0)
            _ = cprocesses_lend_terminal(&actions, terminal)
            flags |= POSIX_SPAWN_SETPGROUP
        }
        if isDetached {
            for descriptor: Int32 in 0...2 {
                posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
            }
            flags |= Int32(cprocesses_own_session())
        }
        // What is led to itself would still be closed.
        for (number, descriptor) in streams { posix_spawn_file_actions_adddup2(&actions, descriptor, number) }
        if let group = group ?? (differences.hasOwnGroup ? 0 : nil), terminal == nil, !isDetached {
            posix_spawnattr_setpgroup(&attributes, group)
            flags |= POSIX_SPAWN_SETPGROUP
        }
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let inherited = differences.inherit(in: &actions)
        defer { for copy in inherited { close(copy) } }

        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var variables = environment
        variables.append(nil)
        defer { for variable in variables { free(variable) } }
        var child = pid_t()
        let spawn = searchesPath ? posix_spawnp : posix_spawn
        let result = spawn(&child, words[0], &actions, &attributes, arguments, variables)
        guard result == 0 else { throw ForegroundProgram.StartError(program: words[0], code: result) }
        return child
    }

    private var environment: [UnsafeMutablePointer<CChar>?] {
        var variables: [UnsafeMutablePointer<CChar>?] = []
        var next = environ
        while let variable = next.pointee {
            let isReplaced = (settings.keys + differences.removedSettings).contains { name in
                strncmp(variable, name + "=", name.utf8.count + 1) == 0
            }
            if !isReplaced { variables.append(strdup(variable)) }
            next += 1
        }
        return variables + settings.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    }
}
