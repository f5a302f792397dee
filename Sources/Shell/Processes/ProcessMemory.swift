internal import CProcesses

/// The memory of this process.
public enum ProcessMemory {
    /// Leaves with the process what it frees, for what comes next. glibc gives the buffers of a transfer back to the system one
    /// by one, and each is mapped and cleared again for the next: a sixth of what a download costs.
    public static func keepFreed() { cprocesses_keep_freed_memory(32 << 20, 4 << 20) }

    /// Passwords and tokens are in it: it goes into no file when the program crashes or is ended by Control-\, and other programs
    /// of the user cannot read it. Those that are started here are as any other.
    public static func keepPrivate() { cprocesses_keep_memory_private() }
}
