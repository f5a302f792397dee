internal import BackendKit

/// What is left of an image that a failed command had begun to make.
enum Leftover: Sendable, Equatable {
    /// There is no such image, and never was.
    case nothing
    case removed
    /// It is there, or may be; with its status where that is known.
    case still(Image.Status?)

    var isThere: Bool { if case .still = self { true } else { false } }

    /// How long a clean-up may take.
    private static let patience = Duration.seconds(10)

    /// Deletes it, even for a command that was interrupted.
    static func removed(_ id: Image.ID, from backend: any ImageBackend) async -> Leftover {
        await bounded {
            do {
                try await backend.deleteBegun(id)
                return .removed
            } catch let error as ImageError where error.code == .notFound {
                return .nothing
            } catch {
                return .still(try? await backend.image(id).status)
            }
        }
    }

    /// Looks, and deletes nothing.
    static func found(_ id: Image.ID, on backend: any ImageBackend) async -> Leftover {
        await bounded {
            do {
                return .still(try await backend.image(id).status)
            } catch let error as ImageError where error.code == .notFound {
                return .nothing
            } catch {
                return .still(nil)
            }
        }
    }

    private static func bounded(_ body: @escaping @Sendable () async -> Leftover) async -> Leftover {
        // Not cancelled with the caller, but what it has to say is still that of the caller's job.
        await Task {
            await withTaskGroup { group in
                group.addTask { await body() }
                group.addTask {
                    try? await Task.sleep(for: patience)
                    return .still(nil)
                }
                defer { group.cancelAll() }
                return await group.next() ?? .still(nil)
            }
        }.value
    }
}
