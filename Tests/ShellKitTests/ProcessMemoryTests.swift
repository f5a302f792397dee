import TestSupport
import Testing

struct `the memory of the program` {
    @Test func `goes into no file when the program crashes`() throws {
        let directory = try TemporaryDirectory()
        // The shell says whether the system kept it.
        let script = """
            exec 2>&1; ulimit -c unlimited; cd "$0" || exit; export HOME=$0 SWIFT_BACKTRACE=enable=no
            "$1" --backend local -c '!kill -ABRT $PPID'; exit 0
            """
        let output = try Tool.run("bash", ["-c", script, directory.path, TestProgram.path])
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.contains("Aborted") && !text.contains("core dumped"), "\(text)")
        #expect(try directory.names().filter { $0.hasPrefix("core") }.isEmpty)
    }
}
