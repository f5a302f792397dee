import CommandKit
import TestSupport
import Testing

@testable import ShellKit

struct `an interrupt` {
    @Test(arguments: [
        "parallel 2; hold; hold; end", "parallel 2; foreach x in a b; hold; end; end",
        "function f; hold; end; parallel 2; f; f; end",
    ])
    func `of what runs side by side is said once`(_ text: String) async throws {
        let (starts, started) = AsyncStream<Void>.makeStream()
        let shell = try TestShell(plugins: [Holding(started: started)])
        let running = Task { try await shell.run(text) }
        var count = 0
        for await _ in starts {
            count += 1
            if count == 2 { break }
        }
        running.cancel()
        let result = try await running.value
        #expect(result.status == .interrupted)
        #expect(result.errors == "imgsh: interrupted\n")
    }

    @Test func `that came before a command began is not meant for it`() async throws {
        let interrupts = Interrupts()
        let (before, later) = (Duration.zero, Duration.seconds(1 << 40))
        #expect(!interrupts.hasRun(since: later))
        try await interrupts.run {
            #expect(interrupts.hasRun(since: later) && !interrupts.hasRun(since: before))
            // A script runs others, and began with the outermost one.
            try await interrupts.run {}
            #expect(interrupts.hasRun(since: later))
        }
        #expect(!interrupts.hasRun(since: later))
    }

    @Test func `that is noticed too late is not meant for the next command`() async throws {
        let interrupts = Interrupts()
        interrupts.forget()
        #expect(interrupts.interrupt(by: .zero) == 0)
        try await interrupts.run { #expect(!Task.isCancelled) }
        #expect(interrupts.interrupt(by: .seconds(1 << 40)) == 0)
        try await interrupts.run { #expect(Task.isCancelled) }
        #expect(interrupts.interrupt() == 0)
        interrupts.forget()
        try await interrupts.run { #expect(!Task.isCancelled) }
    }

    @Test(arguments: ["kill -INT $$", "exit 130"])
    func `of a program ends a script, which says where, whatever it goes on after`(_ line: String) async throws {
        let shell = try TestShell()
        let path = try shell.file("nightly.imgsh", "config on-error continue\n- !\(line)\necho never\n")
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.status == .interrupted && result.output.isEmpty)
        #expect(result.errors.hasPrefix("\(path):2:3: interrupted\n"), "\(result.errors)")
    }

    @Test func `of a program is one of all that is to run beside it, and is said once`() async throws {
        let result = try await TestShell().run("parallel 1; echo | sh -c 'kill -INT $$'; echo b; end; echo never")
        #expect(result.status == .interrupted)
        #expect(result.errors == "imgsh: interrupted\n" && result.output == "")
    }
}

/// Brings a command that goes on until it is cancelled, and says when it has started.
private struct Holding: Plugin {
    let name = "hold"
    let started: AsyncStream<Void>.Continuation

    func register(with registrar: inout Registrar) throws { try registrar.add(Hold(started: started)) }

    private struct Hold: Command {
        let started: AsyncStream<Void>.Continuation

        var signature: Signature {
            Signature(CommandName("hold"), "Wait to be cancelled", changes: .nothing, examples: [])
        }

        func run(_ call: Call, in context: CommandContext) async throws {
            started.yield()
            while true { try await Task.sleep(for: .seconds(3600)) }
        }
    }
}
