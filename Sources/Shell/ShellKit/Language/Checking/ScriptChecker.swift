internal import BackendKit
internal import CommandKit

/// Says what is wrong with a script without running it: its grammar, commands, options and the words of fixed lists, in
/// the scripts it sources as well. No backend is asked, so nothing is known of images.
struct ScriptChecker {
    private static let mostReports = 50

    let registry: Registry
    /// For commands of other programs, which are asked what they take.
    let session: Session
    /// What `~` stands for.
    let home: String?
    let files: any ScriptReading = ScriptFiles()
    private(set) var reports: [StatusReport] = []
    private var names = ScriptNames()
    private var commandCount = 0
    private var scripts: [(script: Script, block: Block)] = []
    private var paths: [String] = []

    init(registry: Registry, session: Session, home: String?) {
        self.registry = registry
        self.session = session
        self.home = home
    }

    /// Checks a file and those it sources.
    /// - Throws: ``ImageError`` for one that is not there, or no script: then there is nothing to check.
    mutating func check(_ path: String) async throws {
        paths.append(path)
        await check(try await files.script(at: path))
    }

    /// Checks a text and the files it sources.
    mutating func check(_ script: Script) async {
        await read(script)
        let registry = await everyCommand()
        for (script, block) in scripts {
            var walk = CheckWalk(
                script: script, registry: registry, names: names, environment: session.environment, home: home)
            block.visit(&walk)
            commandCount += walk.commandCount
            for problem in walk.problems where reports.count < Self.mostReports {
                reports.append(StatusReport(problem, in: script))
            }
        }
    }

    /// What there is to say when nothing is wrong.
    var summary: String {
        let files = paths.count > 1 ? " in \(paths.count) files" : ""
        // Whoever reads that nothing was found has to know what was not looked at.
        let rest = names.mayBeMore ? "; a script whose path is known only when it runs was not checked" : ""
        return "\(commandCount) \(commandCount == 1 ? "command" : "commands")\(files), no mistake found\(rest)"
    }

    /// The commands there are, with those of other programs that the scripts use.
    private func everyCommand() async -> Registry {
        var lines = CommandLines(aliases: names.aliases)
        for (_, block) in scripts { block.visit(&lines) }
        // One that cannot be used is no command.
        for words in lines.found { _ = try? await registry.find(words, in: session) }
        return registry.known
    }

    /// Takes in a script and those it sources, and the names they make.
    private mutating func read(_ script: Script) async {
        let block: Block
        do {
            block = try script.parsed()
        } catch {
            reports.append(StatusReport(error, in: script))
            return
        }
        scripts.append((script, block))
        var reader = NameReader(registry: registry, names: names)
        block.visit(&reader)
        names = reader.names
        for (path, span) in reader.sourced {
            let path = path.hasPrefix("~/") ? (home ?? "~") + path.dropFirst() : path
            guard !paths.contains(path) else { continue }
            paths.append(path)
            do {
                await read(try await files.script(at: path))
            } catch let error as ImageError {
                reports.append(StatusReport(LocatedError(error: error, span: span), in: script))
            } catch {
                reports.append(StatusReport(error, in: script, statement: span))
            }
        }
    }
}
