internal import BackendKit

extension Session {
    /// Which of the open backends can do what the command needs. Opening the one that is meant asks no network.
    public func abilities(for signature: Signature) async -> String? {
        guard !signature.capabilities.isEmpty else { return nil }
        _ = try? await self.open(current)
        let open = openBackends
        func names(_ can: Bool) -> String {
            open.filter { open in signature.capabilities.allSatisfy { $0.isPresent(in: open.backend) } == can }
                .map(\.name).joined(separator: ", ")
        }
        let (able, unable) = (names(true), names(false))
        guard !open.isEmpty else { return nil }
        return "Of the open backends: "
            + [able.isEmpty ? "" : able + " can", unable.isEmpty ? "" : unable + " cannot"]
            .filter { !$0.isEmpty }.joined(separator: "; ") + "."
    }
}
