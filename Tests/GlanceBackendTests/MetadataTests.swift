import BackendKit
import HTTPTransport
import JSONText
import OpenStack
import TestSupport
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

    /// Glance breaks off with 500 where an object or a property gets the name of another.
    @Test func `do not get the name of another one, whatever the service answers`() async throws {
        let (objects, properties) = ("\(namespaces)/n/objects", "\(namespaces)/n/properties")
        let bench = Bench([
            ("PUT \(objects)/old", .refused(500)), ("GET \(objects)/taken", .json(#"{"name": "taken"}"#)),
            ("GET \(objects)/old", .json(#"{"name": "old"}"#)),
            ("PUT \(properties)/old", .lost), ("GET \(properties)/taken", .json(#"{"name": "taken"}"#)),
            ("GET \(properties)/old", .json(#"{"name": "old"}"#)),
            ("PUT \(namespaces)/n", .refused(409)),
        ])
        let object = await expectError(.conflict) {
            try await bench.backend.replaceObject("old", with: MetadataObject("taken"), in: "n")
        }
        #expect(object?.message == "the namespace 'n' has an object 'taken' already")
        let property = await expectError(.conflict) {
            try await bench.backend.replaceProperty("old", with: MetadataProperty("taken", schema: "{}"), in: "n")
        }
        #expect(property?.message == "the namespace 'n' has a property 'taken' already")
        let namespace = await expectError(.conflict) {
            try await bench.backend.replaceNamespace("n", with: MetadataNamespace("taken"))
        }
        #expect(namespace?.message == "there is a namespace 'taken' already")
        #expect(bench.warnings.isEmpty)
        bench.expectDone()
    }

    /// Glance says 403 for a protected namespace as well as for a caller who may not.
    @Test func `of a protected namespace stay, which is a conflict`() async throws {
        let namespace = "\(namespaces)/n"
        let bench = Bench([
            ("DELETE \(namespace)", .refused(403)),
            ("GET \(namespace)", .json(#"{"namespace": "n", "protected": true}"#)),
            ("DELETE \(namespace)/tags", .refused(403)),
            ("GET \(namespace)", .json(#"{"namespace": "n", "protected": false}"#)),
            ("DELETE \(namespace)/objects/o", .refused(403)), ("GET \(namespace)", .refused(404)),
        ])
        let protected = await expectError(.conflict) { try await bench.backend.deleteNamespace("n") }
        #expect(protected?.message == "the namespace 'n' is protected; nothing was deleted")
        #expect(protected?.hint == "image metadef namespace set --unprotected 'n'")
        await expectError(.forbidden) { try await bench.backend.deleteAllTags(in: "n") }
        await expectError(.forbidden) { try await bench.backend.deleteObject("o", in: "n") }
        bench.expectDone()
    }

    @Test func `have another name after an answer that was lost`() async throws {
        let tags = "\(namespaces)/n/tags"
        let bench = Bench([
            ("PUT \(tags)/old", .lost), ("GET \(tags)/new", .json(#"{"name": "new"}"#)),
            ("GET \(tags)/old", .refused(404)), ("GET \(namespaces)/n", .json(#"{"namespace": "n"}"#)),
            // This service does not tell 'new' from 'New'.
            ("PUT \(tags)/new", .lost), ("GET \(tags)/New", .json(#"{"name": "New"}"#)),
            ("GET \(tags)/new", .json(#"{"name": "New"}"#)),
        ])
        #expect(try await bench.backend.renameTag("old", to: "new", in: "n").name == "new")
        #expect(try await bench.backend.renameTag("new", to: "New", in: "n").name == "New")
        #expect(bench.warnings.count == 2)
        bench.expectDone()
    }

    @Test func `of one name in a new namespace are a conflict of the namespace with itself`() async throws {
        var namespace = MetadataNamespace("n")
        namespace.tags = [MetadataTag("t"), MetadataTag("t")]
        let bench = Bench([
            ("POST \(namespaces)", .refused(409)), ("GET \(namespaces)/n", .refused(404)),
            ("POST \(namespaces)", .refused(409)), ("GET \(namespaces)/n", .json(#"{"namespace": "n"}"#)),
        ])
        let twice = await expectError(.conflict) { try await bench.backend.createNamespace(namespace) }
        #expect(
            twice?.message
                == "there is a namespace 'n' already, or it would hold two things of one name; nothing was made")
        let taken = await expectError(.conflict) { try await bench.backend.createNamespace(namespace) }
        #expect(taken?.message == "there is a namespace 'n' already")
        bench.expectDone()
        namespace.tags = [MetadataTag("a/b")]
        await expectError(.usage) { try await bench.backend.createNamespace(namespace) }
    }

    @Test func `are never written without a length`() async throws {
        let bench = Bench([("POST metadefs/namespaces/n/tags/t", .json(#"{"name": "t"}"#))])
        #expect(try await bench.backend.createTag("t", in: "n").name == "t")
        guard let request = bench.client.sent.first?.request, case .bytes(let body) = request.body else {
            Issue.record("there is no body")
            return
        }
        #expect(body.isEmpty)
    }

    @Test func `are called by names that find them again`() async throws {
        let bench = Bench([])
        let namespace = await expectError(.usage) {
            try await bench.backend.createNamespace(MetadataNamespace("a/b"))
        }
        #expect(
            namespace?.message == "no namespace can be called 'a/b': a name has no '/' and no control characters")
        let property = await expectError(.usage) {
            try await bench.backend.createProperty(MetadataProperty("", schema: "{}"), in: "n")
        }
        #expect(property?.message == "a property needs a name")
        await expectError(.usage) { try await bench.backend.renameTag("old", to: "a/b", in: "n") }
        await expectError(.usage) {
            try await bench.backend.createTags(["a", "b\n"], in: "n", keepingOthers: true)
        }
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
