import BackendConformance
import BackendKit
import TestSupport
import Testing

extension `on a real Nova` {
    /// Every promise of a backend, on a real Nova, with images made by the Glance of the same cloud.
    struct `a real Nova keeps its promises` {
        @Test(arguments: BackendCheck.all)
        func `to a member`(_ check: BackendCheck) async throws {
            let nova = try await Lab.nova("lab-user")
            switch try await check.run(on: nova, imagesBy: try await Lab.glance("lab-user")) {
            case .passed: break
            case .notApplicable(let missing):
                #expect(missing.allSatisfy(Self.lacking.contains), "\(check)")
                #expect(!Self.isPromised(check, by: nova), "\(check)")
            }
        }

        private static let lacking: Set = [
            "create", "upload", "download", "resume", "deactivate", "share", "import", "stores", "describe", "store",
            "maintain", "metadata",
        ]

        private static func isPromised(_ check: BackendCheck, by backend: any ImageBackend) -> Bool {
            check.capabilities.allSatisfy { $0.isPresent(in: backend) }
        }

        @Test func `which are more than twenty`() async throws {
            let nova = try await Lab.nova("lab-user")
            #expect(BackendCheck.all.count { Self.isPromised($0, by: nova) } > 20)
        }
    }

    struct `a change of properties by a real Nova` {
        @Test func `makes an image private, as the warning says`() async throws {
            let glance = try await Lab.glance("lab-user")
            let nova = try await Lab.nova("lab-user")
            var draft = ImageDraft(name: "imgsh-nova-visibility")
            draft.diskFormat = .raw
            draft.containerFormat = .bare
            draft.tags = ["kept"]
            draft.isProtected = true
            let image = try await glance.require(.creating).createImage(draft)
            var changes = ImageChanges()
            changes.setProperties = ["a": "b"]
            _ = try await nova.require(.editing).updateImage(image.id, changes)
            let found = try await glance.image(image.id)
            changes = ImageChanges()
            changes.isProtected = false
            _ = try await glance.require(.editing).updateImage(image.id, changes)
            try await glance.deleteImage(image.id)
            #expect(image.visibility == .shared && found.visibility == .private)
            #expect(found.tags == ["kept"] && found.isProtected == true && found.properties["a"] == "b")
        }
    }
}
