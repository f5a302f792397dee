import BackendKit
import JSONText
import Testing

@testable import GlanceBackend

private let namespaces = "metadefs/namespaces"

struct `metadata definitions of Glance` {
    @Test func `are read whole, and what has no name is told of`() async throws {
        let bench = Bench([
            (
                "GET \(namespaces)?resource_types=A,B&visibility=public&limit=100",
                .json(
                    #"{"namespaces": [{"namespace": "a"}, {"oops": 1}], "next": "/v2/metadefs/namespaces?marker=a"}"#)
            ),
            (
                "GET \(namespaces)?resource_types=A,B&visibility=public&limit=100&marker=a",
                .json(#"{"namespaces": [{"namespace": "b", "protected": true, "tags": [{"name": "t"}]}]}"#)
            ),
        ])
        var query = NamespaceQuery()
        query.resourceTypes = ["A", "B"]
        query.visibility = .public
        let found = try await bench.backend.namespaces(matching: query)
        #expect(found.map(\.name) == ["a", "b"])
        #expect(found.last?.isProtected == true && found.last?.tags == [MetadataTag("t")])
        #expect(bench.warnings.count == 1)
        bench.expectDone()
    }

    @Test func `end where a service repeats itself`() async throws {
        let page = #"{"namespaces": [{"namespace": "a"}], "next": "/v2/metadefs/namespaces?marker=a"}"#
        let bench = Bench([
            ("GET \(namespaces)?limit=100", .json(page)), ("GET \(namespaces)?limit=100&marker=a", .json(page)),
        ])
        await expectError(.protocol) { try await bench.backend.namespaces(matching: NamespaceQuery()) }
        bench.expectDone()
    }

    /// One letter of two forms, in names and in the links to the pages after them.
    @Test func `are listed by the bytes of their names`() async throws {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        func page(_ name: String) -> ScriptedClient.Answer {
            .json(#"{"namespaces": [{"namespace": "\#(name)"}], "next": "/v2/metadefs/namespaces?marker=\#(name)"}"#)
        }
        let bench = Bench([
            ("GET \(namespaces)?limit=100", page(composed)),
            ("GET \(namespaces)?limit=100&marker=\(composed)", page(decomposed)),
            ("GET \(namespaces)?limit=100&marker=\(decomposed)", .json(#"{"namespaces": []}"#)),
        ])
        let found = try await bench.backend.namespaces(matching: NamespaceQuery()).map { Array($0.name.utf8) }
        #expect(found == [Array(composed.utf8), Array(decomposed.utf8)])
        bench.expectDone()
    }

    @Test func `are unsupported where there are none`() async {
        await expectError(.unsupported) {
            try await Bench([("GET \(namespaces)?limit=100", .refused(404))]).backend
                .namespaces(matching: NamespaceQuery())
        }
        await expectError(.unsupported) {
            try await Bench([("GET metadefs/resource_types", .refused(404))]).backend.resourceTypes()
        }
    }

    @Test func `tell whether the namespace is missing or what is in it`() async throws {
        let bench = Bench([
            ("GET \(namespaces)/n/objects/o", .refused(404)), ("GET \(namespaces)/n", .json(#"{"namespace": "n"}"#)),
            ("GET \(namespaces)/n/objects/o", .refused(404)), ("GET \(namespaces)/n", .refused(404)),
        ])
        let object = await expectError(.notFound) { try await bench.backend.object("o", in: "n") }
        #expect(object?.message == "the namespace 'n' has no object 'o'")
        #expect(object?.hint == "image metadef object list 'n'")
        let namespace = await expectError(.notFound) { try await bench.backend.object("o", in: "n") }
        #expect(namespace?.message == "there is no namespace 'n'")
        bench.expectDone()
        await expectError(.notFound) { try await bench.backend.property("a/b", in: "n") }
        await expectError(.notFound) { try await bench.backend.deleteTag("..", in: "n") }
    }

    @Test(arguments: ["[]", "{}", #"{"properties": []}"#, "7"])
    func `that nobody can read are a fault of the service`(_ answer: String) async throws {
        let bench = Bench([
            ("GET \(namespaces)/n/properties", .json(answer)), ("GET \(namespaces)/n", .json(answer)),
            ("GET \(namespaces)/n/tags", .json(answer)),
        ])
        await expectError(.protocol) { try await bench.backend.properties(in: "n") }
        await expectError(.protocol) { try await bench.backend.namespace("n", for: nil) }
        await expectError(.protocol) { try await bench.backend.tags(in: "n") }
    }

    @Test func `of one name are a conflict, and a lost answer is looked after`() async throws {
        let bench = Bench([
            ("POST \(namespaces)", .refused(409)),
            ("POST \(namespaces)/n/properties", .lost),
            ("GET \(namespaces)/n/properties/p", .json(#"{"type": "string"}"#)),
        ])
        let taken = await expectError(.conflict) { try await bench.backend.createNamespace(MetadataNamespace("n")) }
        #expect(taken?.message == "there is a namespace 'n' already")
        let property = MetadataProperty("p", schema: #"{"type":"string"}"#)
        #expect(try await bench.backend.createProperty(property, in: "n") == property)
        #expect(bench.warnings.count == 1)
        bench.expectDone()
    }

    @Test func `are written with the names of the API`() throws {
        var namespace = MetadataNamespace("n")
        namespace.about = "d"
        namespace.tags = [MetadataTag("t")]
        namespace.createdAt = Timestamp(text: "x")
        #expect(
            try MetadataBody.namespace(namespace, withContents: false).text == #"{"namespace":"n","description":"d"}"#)
        #expect(
            try MetadataBody.namespace(namespace, withContents: true).text
                == #"{"namespace":"n","description":"d","tags":[{"name":"t"}]}"#)
        var object = MetadataObject("o")
        object.properties = [MetadataProperty("p", schema: #"{"type":"string"}"#)]
        #expect(try MetadataBody.object(object).text == #"{"name":"o","properties":{"p":{"type":"string"}}}"#)
        #expect(throws: ImageError.self) { try MetadataBody.property(MetadataProperty("p", schema: "[]")) }
    }
}
