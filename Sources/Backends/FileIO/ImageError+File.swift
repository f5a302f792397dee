public import BackendKit
internal import Glibc

extension ImageError {
    /// "cannot write './x': no space left on device". Its code is `.notFound` where the file or a directory on the way to it
    /// is not there, and `.local` for anything else.
    /// - Parameter action: what was tried, without "cannot".
    public static func file(_ action: String, _ path: String, _ reason: Errno) -> ImageError {
        let code: Code = reason.number == ENOENT || reason.number == ENOTDIR ? .notFound : .local
        return ImageError(code, "cannot \(action) '\(path)': \(reason.text)")
    }
}
