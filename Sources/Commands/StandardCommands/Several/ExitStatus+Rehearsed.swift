internal import CommandKit

extension ExitStatus {
    /// What the rehearsal of several things ends with, the failures having been told of.
    /// - Throws: ``SilentFailure`` when nothing is left to do.
    static func rehearsed(_ failures: [ExitStatus], of count: Int) throws(SilentFailure) -> ExitStatus {
        guard let worst = worst(of: failures) else { return .done }
        guard failures.count < count else { throw SilentFailure(worst) }
        return worst
    }
}
