import BackendKit
import Foundation
import Testing

struct `the reason of a system call` {
    @Test(arguments: [
        (ENOENT, "no such file or directory"), (ENOEXEC, "exec format error"), (EDOTDOT, "RFS specific error"),
    ])
    func `begins in lower case`(_ number: Int32, _ text: String) { #expect(SystemReason.text(of: number) == text) }
}
