internal import BackendKit
internal import CommandKit

extension Error {
    /// Whether whatever comes next would fail in the same way: a refused login, a service that cannot be reached.
    var endsAll: Bool {
        switch self {
        case is CancellationError, is OutputClosed: true
        case let error as ImageError: error.code.endsAll
        case let located as LocatedError: located.error.code.endsAll
        default: false
        }
    }
}

extension ImageError.Code {
    fileprivate var endsAll: Bool { [.authentication, .network, .unsupported].contains(self) }
}
