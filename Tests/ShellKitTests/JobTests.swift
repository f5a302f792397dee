import CommandKit
import FileIO
import Synchronization
import TestSupport
import Testing

@testable import ShellKit

struct `the mark of a job` {
    @Test(arguments: [
        ("a &", [true]), ("a&", [true]), ("a b & c", [true, false]), ("a &b", [true, false]), ("a&;b", [true, false]),
        ("a & # c", [true]), ("a '&' b", [false]), ("a \\& b", [false]), ("a \"&\"", [false]),
        ("a &\nb &", [true, true]),
    ])
    func `ends a command`(_ text: String, _ expected: [Bool]) throws {
        #expect(try Parser.parse(text).statements.map(\.isBackground) == expected)
    }

    @Test(arguments: [
        ("create --uri http://a/?b=1&c=2", 27, "has no meaning here"), ("& a", 1, "nothing stands before '&'"),
        ("a; &", 4, "nothing stands"),
        ("a & &", 5, "nothing stands"),
    ])
    func `is refused where it would take a word apart`(_ text: String, _ column: Int, _ message: String) throws {
        let error = try #require(throws: SyntaxError.self) { try Parser.parse(text) }
        #expect(error.span.column == column)
        #expect(error.message.contains(message))
        #expect(error.unfinished == nil)
    }

    @Test(arguments: [("a & ", 0), ("a & im", 2), ("a &", 0)])
    func `begins a new command for completion`(_ text: String, _ replacing: Int) throws {
        let line = try #require(PartialLine(text))
        #expect(line.words.isEmpty && line.replacing == replacing)
    }

    @Test func `keeps secrets out of the history as ever`() throws {
        let registry = try Registrar(plugins: []).finish()
        #expect(HistoryPolicy.keeps("image list &", registry: registry))
        #expect(!HistoryPolicy.keeps("image list --os-password x &", registry: registry))
    }
}

struct `an event` {
    @Test func `is the same for all who wait, before and after`() async throws {
        let event = Event<Int>()
        async let one = event.wait()
        async let two = event.waitForSure()
        event.happen(1)
        event.happen(2)
        #expect(try await one == 1)
        #expect(await two == 1)
        #expect(try await event.wait() == 1)
    }

    @Test func `lets go of a waiter that is cancelled, and of no other`() async throws {
        let event = Event<Int>()
        let (waiting, other) = (Task { try await event.wait() }, Task { await event.waitForSure() })
        waiting.cancel()
        other.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        event.happen(3)
        #expect(await other.value == 3)
    }
}

struct `the output of a job` {
    @Test func `is in memory as long as it is short`() throws {
        let directory = try TemporaryDirectory()
        let kept = KeptOutput(in: directory.path, name: "job")
        let half = [UInt8](repeating: 0x61, count: KeptOutput.mostInMemory / 2)
        try kept.write(half)
        try kept.write(half)
        guard case .bytes(let bytes) = kept.take() else {
            Issue.record("it is in a file")
            return
        }
        #expect(bytes == half + half)
        #expect(try directory.names().isEmpty)
    }

    @Test func `is all in one private file when it is long, and the file goes with the output`() throws {
        let directory = try TemporaryDirectory()
        let kept = KeptOutput(in: directory.path, name: "job")
        let piece = (0..<40_000).map { UInt8(truncatingIfNeeded: $0) }
        for _ in 0..<5 { try kept.write(piece) }
        let content = kept.take()
        guard case .file(let path, let count) = content else {
            Issue.record("it is in memory")
            return
        }
        #expect(count == 200_000)
        #expect(try FileStatus.of(path).map { $0.mode & 0o777 } == 0o600)
        let sink = MemoryBytes()
        try content.write(to: sink)
        #expect(sink.bytes == Array(repeating: piece, count: 5).flatMap { $0 })
        #expect(try directory.names().isEmpty)
    }
}

struct `the board for notices` {
    private let output = MemorySink()
    private let errors = MemorySink()

    @Test func `keeps back what is posted while something has the terminal`() throws {
        let board = NoticeBoard(output: output, errors: errors)
        board.hold()
        board.hold()
        board.post("one")
        try board.post(.bytes(Array("data\n".utf8)))
        board.release()
        #expect(errors.text == "" && output.text == "")
        board.release(first: "before")
        #expect(errors.text == "before\none\n" && output.text == "data\n")
    }

    @Test func `writes above the progress of what runs`() throws {
        var surroundings = Console.Surroundings()
        surroundings.errorsAreTerminal = true
        let board = NoticeBoard(output: output, errors: errors)
        let console = Console(output: output, errors: errors, surroundings: surroundings)
        try console.statusLine().show("waiting")
        board.place(.console(console))
        board.post("notice")
        #expect(errors.text == "\rwaiting\u{1b}[K\r\u{1b}[Knotice\n")
    }

    @Test func `takes whole lines of a job, each with its number`() {
        let board = NoticeBoard(output: output, errors: errors)
        let messages = JobMessages(board, prefix: "[2] ")
        messages.write(Array("one\ntw".utf8))
        #expect(errors.text == "[2] one\n")
        messages.write(Array("o\n".utf8))
        #expect(errors.text == "[2] one\n[2] two\n")
    }
}

struct `a stage` {
    private let output = MemorySink()
    private let errors = MemorySink()
    private let directory: TemporaryDirectory
    private let jobs: Jobs

    init() throws {
        directory = try TemporaryDirectory()
        var surroundings = Console.Surroundings()
        surroundings.errorsAreTerminal = true
        surroundings.isInteractive = true
        let streams = ShellStreams(
            output: output, errors: errors, surroundings: surroundings, ask: { _ in "y" })
        jobs = Jobs(streams, surroundings, directory: directory.path)
        jobs.board.hasPrompt = true
    }

    @Test func `leaves the terminal with its progress, and comes back with all it wrote`() async throws {
        let stage = jobs.newStage()
        try stage.console.write(line: "before")
        let line = stage.console.statusLine()
        try line.show("half way")
        let (job, hadRow) = jobs.add("image save big", stage) {}
        #expect(hadRow && job.number == 1 && job.report.progress == "half way")
        _ = errors.take()
        try stage.console.write(line: "out of sight")
        try stage.console.warn("a word")
        try line.show("nearly there")
        #expect(output.text == "before\n")
        #expect(errors.take() == "[1] imgsh: warning: a word\n")
        #expect(job.report.progress == "nearly there")
        stage.enter()
        #expect(output.text == "before\nout of sight\n")
        #expect(errors.take() == "\rnearly there\u{1b}[K")
    }

    @Test func `puts questions only in the foreground`() async throws {
        let stage = jobs.newStage()
        #expect(try await stage.console.confirm("Delete it?"))
        let (job, _) = jobs.add("image delete x", stage) {}
        let error = await #expect(throws: (any Error).self) { try await stage.console.confirm("Delete it?") }
        #expect(error.map { ExitStatus($0) } == .usage)
        stage.enter()
        #expect(try await stage.console.confirm("Delete it?"))
        jobs.sendBack(job)
        await #expect(throws: (any Error).self) { try await stage.ask("password") { _ in "secret" } }
    }

    @Test func `tells how a job ended, and counts those that run`() async throws {
        let (one, _) = jobs.add("one", jobs.newStage()) {}
        let (two, _) = jobs.add("two", jobs.newStage()) {}
        #expect(jobs.count == 2)
        try two.stage.console.write(line: "its output")
        jobs.ended(two, .done)
        jobs.ended(one, .interrupted)
        #expect(jobs.count == 0)
        #expect(errors.text == "[2] done: two\n[1] cancelled: one\n")
        #expect(output.text == "its output\n")
        #expect(jobs.worst(with: .done) == .interrupted)
        one.wasAwaited = true
        #expect(jobs.worst(with: .done) == .done)
    }

    @Test func `is forgotten with its status when a hundred others have ended after it`() {
        for number in 1...(Jobs.mostEnded + 5) {
            let (job, _) = jobs.add("\(number)", jobs.newStage()) {}
            jobs.ended(job, number == 1 ? .notFound : .done)
        }
        #expect(jobs.all.count <= Jobs.mostEnded + 1)
        #expect(jobs.job(1) == nil)
        #expect(jobs.worst(with: .done) == .notFound)
    }
}

/// Bytes that are no text.
private final class MemoryBytes: TextSink {
    private let held = Mutex<[UInt8]>([])
    var bytes: [UInt8] { held.withLock { $0 } }
    func write(_ bytes: [UInt8]) { held.withLock { $0 += bytes } }
    func flush() {}
}
