import BackendKit
import LocalBackend
import TestSupport
import Testing

struct `names that are being typed, in the local store` {
    private let directory: TemporaryDirectory
    private let backend: LocalBackend

    init() throws {
        directory = try TemporaryDirectory()
        backend = LocalBackend(directory: directory("store"))
    }

    private func create(_ names: String...) async throws {
        for name in names { _ = try await backend.createImage(ImageDraft(name: name)) }
    }

    private func names(_ fit: NameFit, atMost limit: Int = 100) async throws -> [String] {
        try await backend.suggestedImages(fit, atMost: limit).entries.map { $0.name ?? "" }
    }

    @Test func `are found by their first bytes, in byte order`() async throws {
        try await create("b", "a2", "a1", "A1", "a%", "a_", "é", "e\u{301}", "日本")
        #expect(try await names(.beginning("a")) == ["a%", "a1", "a2", "a_"])
        #expect(try await names(.beginning("é")).map { $0.utf8.count } == [2])
        #expect(try await names(.beginning("日")) == ["日本"])
        #expect(try await names(.beginning("")).count == 9)
        #expect(try await names(.beginning("nothing")) == [])
    }

    @Test func `are found by a part, in upper or lower case, and nothing in it is a pattern`() async throws {
        try await create("Ubuntu Server", "my-server", "100%", "a_b")
        #expect(try await names(.holding("server")) == ["Ubuntu Server", "my-server"])
        #expect(try await names(.holding("%")) == ["100%"])
        #expect(try await names(.holding("_")) == ["a_b"])
    }

    @Test func `leave out what lists leave out, and tell who is not alone`() async throws {
        try await create("twin", "twin", "single")
        var draft = ImageDraft(name: "hidden")
        draft.isHidden = true
        _ = try await backend.createImage(draft)
        let gone = try await backend.createImage(ImageDraft(name: "single"))
        try await backend.deleteImage(gone.id)
        let found = try await backend.suggestedImages(.beginning(""), atMost: 10).entries
        #expect(found.map(\.name) == ["single", "twin", "twin"])
        #expect(found.map(\.isAlone) == [true, false, false])
        let id = found[0].id
        #expect(
            try await backend.suggestedImages(.idBeginning(String(id.rawValue.prefix(9))), atMost: 10).entries.map(\.id)
                == [id])
    }

    @Test func `are cut with the last of all at the end`() async throws {
        try await create("a1", "a2", "a3", "a4", "b")
        let cut = try await backend.suggestedImages(.beginning("a"), atMost: 3)
        #expect(cut.entries.map(\.name) == ["a1", "a2", "a4"] && cut.isCut)
        let whole = try await backend.suggestedImages(.beginning("a"), atMost: 4)
        #expect(whole.entries.count == 4 && !whole.isCut)
    }

    @Test func `are none in a store that was never written to`() async throws {
        #expect(try await names(.beginning("")) == [])
        #expect(try await backend.suggestedTags() == [])
        #expect(try await backend.suggestedProperties() == [])
        #expect(try await backend.suggestedValues(of: "x", atMost: 10) == [])
    }

    @Test func `are those of tags and properties as well`() async throws {
        var draft = ImageDraft(name: "x")
        draft.tags = ["b", "a"]
        draft.properties = ["os_distro": "debian", "m": "1"]
        _ = try await backend.createImage(draft)
        draft.properties = ["os_distro": "arch"]
        _ = try await backend.createImage(draft)
        #expect(try await backend.suggestedTags() == ["a", "b"])
        #expect(try await backend.suggestedProperties() == ["m", "os_distro"])
        #expect(try await backend.suggestedValues(of: "os_distro", atMost: 10) == ["arch", "debian"])
        #expect(try await backend.suggestedValues(of: "os_distro", atMost: 1) == ["arch"])
    }
}
