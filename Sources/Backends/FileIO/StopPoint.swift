#if DEBUG
    internal import Glibc
#endif

/// The places between the steps of each order of writes. A debug build ends at the one that `IMGSH_TEST_STOP_AT` names,
/// as if it were killed there; in a release build passing one is nothing.
public enum StopPoint: String, Sendable, CaseIterable {
    case putCreated = "put.1"
    case putWritten = "put.2"
    case putMadeReadOnly = "put.3"
    case putFlushed = "put.4"
    case putNamed = "put.5"
    case putNameFlushed = "put.6"
    case putRecorded = "put.7"

    case deleteRecorded = "delete.1"
    case deleteUnlinked = "delete.2"
    case deleteFlushed = "delete.3"

    case changeRecorded = "set.1"

    case gcRemovedFile = "gc.1"
    case gcFinished = "gc.2"

    case repairBackedUp = "repair.1"
    case repairMovedData = "repair.2"
    case repairMarked = "repair.3"
    case repairAdopted = "repair.4"
    case repairSetCatalogueAside = "repair.5"
    case repairSalvaged = "repair.6"
    case repairReplacedCatalogue = "repair.7"

    case saveCreated = "save.1"
    case saveWritten = "save.2"
    case saveFlushed = "save.3"
    case saveNamed = "save.4"
    case saveNameFlushed = "save.5"

    #if DEBUG
        private static let chosen = getenv("IMGSH_TEST_STOP_AT").flatMap { StopPoint(rawValue: String(cString: $0)) }
    #endif

    /// Says that the process is here.
    @inlinable
    public static func pass(_ point: StopPoint) {
        #if DEBUG
            stop(at: point)
        #endif
    }

    #if DEBUG
        @usableFromInline
        static func stop(at point: StopPoint) {
            // Nothing is cleaned up, and nothing told: the death of a process that never knew of it.
            if point == chosen { _ = kill(getpid(), SIGKILL) }
        }
    #endif
}
