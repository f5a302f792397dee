internal import BackendKit

extension BackendCheck {
    static let definingMetadata: [BackendCheck] = [
        BackendCheck("has no namespace of nonsense", [AnyCapability(.metadata)]) { bench in
            let definitions = try bench.backend.require(.metadata)
            try await bench.expectError(.notFound, from: "an unknown namespace") {
                try await definitions.namespace(bench.mark, for: nil)
            }
            try await bench.expectError(.notFound, from: "the properties of an unknown namespace") {
                try await definitions.properties(in: bench.mark)
            }
            try await bench.expectError(.notFound, from: "a namespace with a slash") {
                try await definitions.namespace("../images", for: nil)
            }
        },
        BackendCheck("lists each namespace once, and shows it", [AnyCapability(.metadata)]) { bench in
            let definitions = try bench.backend.require(.metadata)
            var query = NamespaceQuery()
            query.pageSize = 3
            let names = try await definitions.namespaces(matching: query).map(\.name)
            try bench.expect(
                Set(names.map { Array($0.utf8) }).count == names.count, "a namespace comes twice: \(names)")
            if let first = names.first {
                try bench.expectEqual(try await definitions.namespace(first, for: nil).name, first, "the name")
                let properties = try await definitions.properties(in: first)
                if let property = properties.first {
                    try bench.expectEqual(
                        try await definitions.property(property.name, in: first).name, property.name, "the name")
                }
            }
        },
        BackendCheck("keeps what is written about metadata", [AnyCapability(.metadata)]) { bench in
            try await withNamespace(bench) { definitions, name in
                try await bench.expectError(.conflict, from: "a second namespace of one name") {
                    try await definitions.createNamespace(MetadataNamespace(name))
                }
                var changed = try await definitions.namespace(name, for: nil)
                changed.about = "changed"
                _ = try await definitions.replaceNamespace(name, with: changed)
                let found = try await definitions.namespace(name, for: nil)
                try bench.expectEqual(found.about, "changed", "the description")
                try bench.expectEqual(found.displayName, "A check", "the name for people")
            }
        },
        BackendCheck("keeps properties as they are defined", [AnyCapability(.metadata)]) { bench in
            try await withNamespace(bench) { definitions, name in
                let schema = #"{"type":"integer","title":"Size","minimum":1,"readonly":true}"#
                let size = try await definitions.createProperty(MetadataProperty("size", schema: schema), in: name)
                for part in ["\"minimum\":1", "\"readonly\":true", "\"title\":\"Size\""] {
                    try bench.expect(size.schema.contains(part), "\(part) is not in \(size.schema)")
                }
                try bench.expectEqual(try await definitions.property("size", in: name), size, "the property")
                try await bench.expectError(.conflict, from: "a second property of one name") {
                    try await definitions.createProperty(size, in: name)
                }
                let other = MetadataProperty("extent", schema: #"{"type":"integer","title":"Extent"}"#)
                _ = try await definitions.replaceProperty("size", with: other, in: name)
                try bench.expectEqual(try await definitions.properties(in: name).map(\.name), ["extent"], "the names")
                try await definitions.deleteProperty("extent", in: name)
                try await bench.expectError(.notFound, from: "a property that is gone") {
                    try await definitions.deleteProperty("extent", in: name)
                }
            }
        },
        BackendCheck("keeps objects as they are defined", [AnyCapability(.metadata)]) { bench in
            try await withNamespace(bench) { definitions, name in
                var part = MetadataObject("part")
                part.about = "A part"
                part.required = ["label"]
                part.properties = [MetadataProperty("label", schema: #"{"type":"string","title":"Label"}"#)]
                _ = try await definitions.createObject(part, in: name)
                var found = try await definitions.object("part", in: name)
                try bench.expectEqual(found.properties?.map(\.name), ["label"], "the properties")
                try bench.expectEqual(found.required, ["label"], "what is required")
                found.name = "slice"
                _ = try await definitions.replaceObject("part", with: found, in: name)
                try bench.expectEqual(try await definitions.objects(in: name).map(\.name), ["slice"], "the names")
                try await definitions.deleteAllObjects(in: name)
                try bench.expectEqual(try await definitions.objects(in: name).count, 0, "the number of objects")
            }
        },
        BackendCheck("gives no definition the name of another", [AnyCapability(.metadata)]) { bench in
            try await withNamespace(bench) { definitions, name in
                for part in ["one", "two"] {
                    _ = try await definitions.createObject(MetadataObject(part), in: name)
                    let schema = #"{"type":"string","title":"P"}"#
                    _ = try await definitions.createProperty(MetadataProperty(part, schema: schema), in: name)
                    _ = try await definitions.createTag(part, in: name)
                }
                try await bench.expectError(.conflict, from: "an object with the name of another") {
                    _ = try await definitions.replaceObject("one", with: MetadataObject("two"), in: name)
                }
                try await bench.expectError(.conflict, from: "a property with the name of another") {
                    let property = MetadataProperty("two", schema: #"{"type":"string","title":"P"}"#)
                    _ = try await definitions.replaceProperty("one", with: property, in: name)
                }
                try await bench.expectError(.conflict, from: "a tag with the name of another") {
                    _ = try await definitions.renameTag("one", to: "two", in: name)
                }
                let names = try await definitions.objects(in: name).map(\.name)
                try bench.expectEqual(Set(names), ["one", "two"], "the objects")
            }
        },
        BackendCheck("keeps tags and resource types of a namespace", [AnyCapability(.metadata)]) { bench in
            try await withNamespace(bench) { definitions, name in
                _ = try await definitions.createTag("one", in: name)
                _ = try await definitions.createTags(["two", "three"], in: name, keepingOthers: true)
                _ = try await definitions.renameTag("two", to: "four", in: name)
                try bench.expectEqual(
                    Set(try await definitions.tags(in: name).map(\.name)), ["one", "three", "four"], "the tags")
                _ = try await definitions.createTags(["five"], in: name, keepingOthers: false)
                try await bench.expectError(.notFound, from: "a tag that was replaced") {
                    try await definitions.tag("one", in: name)
                }
                var association = ResourceTypeAssociation("OS::Glance::Image")
                association.prefix = "check_"
                _ = try await definitions.associate(association, with: name)
                _ = try await definitions.createProperty(
                    MetadataProperty("p", schema: #"{"type":"string","title":"P"}"#), in: name)
                let properties = try await definitions.namespace(name, for: "OS::Glance::Image").properties
                try bench.expectEqual(properties?.map(\.name), ["check_p"], "the names on images")
                try await definitions.dissociate("OS::Glance::Image", from: name)
                try bench.expectEqual(try await definitions.associations(of: name).count, 0, "the number of types")
            }
        },
    ]

    /// A namespace of the check, removed at its end. Writing is mostly an administrator's right; others see that they
    /// are told so.
    private static func withNamespace(
        _ bench: CheckBench, _ body: (any MetadataDefining, String) async throws -> Void
    ) async throws {
        let definitions = try bench.backend.require(.metadata)
        var draft = MetadataNamespace(bench.mark)
        draft.displayName = "A check"
        do {
            _ = try await definitions.createNamespace(draft)
        } catch let error as ImageError where error.code == .forbidden || error.code == .unsupported {
            return
        }
        do {
            try await body(definitions, bench.mark)
        } catch {
            try? await definitions.deleteNamespace(bench.mark)
            throw error
        }
        try await definitions.deleteNamespace(bench.mark)
        try await bench.expectError(.notFound, from: "a namespace that is gone") {
            try await definitions.namespace(bench.mark, for: nil)
        }
    }
}
