internal import BackendKit
internal import CommandKit

/// Looks whether images are still there.
enum ImagePresence {
    /// Those that are not. What cannot be asked for is taken for there.
    static func missing(
        _ ids: [Image.ID], on choice: BackendChoice, in session: Session
    ) async -> Set<Image.ID> {
        guard let backend = try? await session.open(choice).backend else { return [] }
        return await withTaskGroup(of: Image.ID?.self) { group in
            for id in ids {
                group.addTask {
                    do { _ = try await backend.image(id) } catch let error as ImageError where error.code == .notFound {
                        return id
                    } catch {}
                    return nil
                }
            }
            return await group.reduce(into: []) { if let id = $1 { $0.insert(id) } }
        }
    }
}
