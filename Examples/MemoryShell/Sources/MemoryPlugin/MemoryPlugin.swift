public import BackendKit
public import CommandKit

/// What this package brings into a shell.
public struct MemoryPlugin: Plugin {
    public let name = "memory"

    public init() {}

    public func register(with registrar: inout Registrar) throws {
        try registrar.add(BackendProvider.memory)
        try registrar.add(PeekImage.self)
    }
}

extension BackendProvider {
    public static let memory = BackendProvider(
        name: "memory", summary: "images in the memory of this process", forms: ["memory"]
    ) { _, _ in MemoryBackend() }
}
