// Interim.
public final class EditlineEditor: LineEditor {
    public struct Options: Sendable {
        public init(name: String, history: [String], completer: any LineCompleter, usesColor: Bool, editrc: String?) {}
    }
    public init(input: Int32, output: Int32, options: Options) throws {}
    public func windowChanged() {}
    public func continued() {}
    public func finish() {}
    public static func isUsable(input: Int32) -> Bool { false }
    public func readLine(prompt: Prompt) async throws -> LineEvent { .endOfInput }
    public func notify(_ text: String) {}
    public func dropPendingLines() async -> Int { 0 }
    public func remember(_ line: String) {}
    public func close() async {}
}
