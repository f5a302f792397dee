internal import CommandKit

/// What bash, zsh and fish ask at Tab.
extension Shell {
    func complete(
        _ asked: CompletionRequest, _ request: ProcessArguments, _ arguments: [String]
    ) async throws {
        var request = request
        // What was typed decides the backend: `imgsh --backend glance@prod image show `.
        if let (words, partial) = CompletionService.program(asked) {
            let typed = ProgramLine(words, partial)
            request.backend = typed.backend
            request.settings = typed.settings
        }
        let session = try session(request, reportingTo: nil)
        let kept = KeptNames(session.environment)
        let names = BackendNames(session, freshness: Freshness(within: streams.completionPatience), kept: kept)
        let engine = CompletionEngine(
            registry: registry, session: session, names: names, aliases: { [] }, jobs: { [] })
        let service = CompletionService(engine: engine, patience: streams.completionPatience)
        if NameRefresh.isOurs(session.environment) {
            return await NameRefresh.run(names, kept: kept) { _ = await service.rows(for: asked) }
        }
        for row in await service.rows(for: asked) {
            try streams.output.write(row + "\n")
        }
        if isProgram, kept != nil, await names.areBehind { NameRefresh.begin(arguments) }
    }
}
