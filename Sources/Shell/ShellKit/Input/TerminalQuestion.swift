internal import CommandKit
internal import FileIO
internal import Glibc

/// Puts a question to the person at the terminal: on the terminal device, not on standard input.
enum TerminalQuestion {
    /// - Returns: the answer without its line end, or `nil` when there is no terminal or its input has ended.
    @Sendable static func ask(_ question: String) async throws -> String? {
        try await BlockingWork.run {
            let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
            guard terminal >= 0 else { return nil }
            defer { close(terminal) }
            let prompt = Array(question.utf8)
            guard write(terminal, prompt, prompt.count) == prompt.count else { return nil }
            var answer: [UInt8] = []
            var byte: UInt8 = 0
            while answer.count < 1024 {
                let count = read(terminal, &byte, 1)
                if count < 0, errno == EINTR { continue }
                guard count == 1 else { return answer.isEmpty ? nil : String(decoding: answer, as: UTF8.self) }
                if byte == 0x0A { break }
                answer.append(byte)
            }
            return String(decoding: answer, as: UTF8.self).trimmingBlanks()
        }
    }
}
