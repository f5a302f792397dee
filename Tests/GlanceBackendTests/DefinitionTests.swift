import BackendKit
import TestSupport
import Testing

@testable import GlanceBackend

private let list = "GET metadefs/namespaces?resource_types=OS::Glance::Image&limit=100"

private func namespace(_ name: String) -> String { "GET metadefs/namespaces/\(name)?resource_type=OS::Glance::Image" }

struct `definitions of properties` {
    @Test func `come from the namespaces and their objects, in the order of their names`() async throws {
        let bench = Bench([
            (list, .json(#"{"namespaces": [{"namespace": "A::B"}, {"namespace": "C D"}, {"namespace": "../x"}, {}]}"#)),
            (
                namespace("A::B"),
                .json(
                    """
                    {"namespace": "A::B", "properties": {
                        "hw_disk_bus": {"type": "string", "title": "Disk Bus", "enum": ["scsi", "virtio"]},
                        "hw_flag": {"type": "boolean", "title": "Flag", "description": "On or off."}},
                     "objects": [{"name": "o", "properties": {"hw_cores": {"type": "integer", "enum": [1, 2]},
                        "hw_most": {"type": "integer", "minimum": 1, "maximum": 4.0}}}]}
                    """)
            ),
            (
                namespace("C D"),
                .json(
                    #"{"properties": {"hw_disk_bus": {"type": "array", "items": {"type": "string", "enum": ["ide"]}}}}"#
                )
            ),
        ])
        let found = try await bench.backend.imageProperties()
        #expect(
            found == [
                PropertyDefinition(
                    "hw_cores", choices: ["1", "2"], rules: PropertyDefinition.Rules(isInteger: true),
                    namespace: "A::B"),
                PropertyDefinition("hw_disk_bus", title: "Disk Bus", choices: ["scsi", "virtio"], namespace: "A::B"),
                PropertyDefinition("hw_disk_bus", namespace: "C D"),
                PropertyDefinition(
                    "hw_flag", title: "Flag", about: "On or off.", choices: ["true", "false"], namespace: "A::B"),
                PropertyDefinition(
                    "hw_most", rules: PropertyDefinition.Rules(isInteger: true, minimum: 1, maximum: 4),
                    namespace: "A::B"),
            ])
        bench.expectDone()
    }

    @Test func `come from all pages, and a namespace that is gone meanwhile costs nothing`() async throws {
        let bench = Bench([
            (list, .json(#"{"namespaces": [{"namespace": "a"}], "next": "/v2/metadefs/namespaces?marker=a"}"#)),
            (
                "\(list)&marker=a",
                .json(#"{"namespaces": [{"namespace": "b"}], "next": "/v2/metadefs/namespaces?marker=b"}"#)
            ),
            ("\(list)&marker=b", .json(#"{"namespaces": []}"#)),
            (namespace("a"), .refused(404)), (namespace("b"), .json(#"{"properties": {"p": {"type": "string"}}}"#)),
        ])
        #expect(try await bench.backend.imageProperties().map(\.name) == ["p"])
        bench.expectDone()
    }

    @Test func `are an error where a service repeats its list`() async {
        let page = #"{"namespaces": [{"namespace": "a"}], "next": "/v2/metadefs/namespaces?marker=a"}"#
        let bench = Bench([(list, .json(page)), ("\(list)&marker=a", .json(page))])
        await expectError(.protocol) { try await bench.backend.imageProperties() }
        bench.expectDone()
    }

    @Test func `are looked for again when the namespace that a page ends with is deleted meanwhile`() async throws {
        let page = #"{"namespaces": [{"namespace": "a"}], "next": "/v2/metadefs/namespaces?marker=a"}"#
        let bench = Bench([
            (list, .json(page)), ("\(list)&marker=a", .refused(404)),
            (list, .json(#"{"namespaces": [{"namespace": "b"}]}"#)),
            (namespace("a"), .refused(404)), (namespace("b"), .json(#"{"properties": {"p": {"type": "string"}}}"#)),
        ])
        #expect(try await bench.backend.imageProperties().map(\.name) == ["p"])
        bench.expectDone()
    }

    @Test func `are unsupported where there are none, and may be forbidden`() async {
        await expectError(.unsupported) { try await Bench([(list, .refused(404))]).backend.imageProperties() }
        await expectError(.forbidden) { try await Bench([(list, .refused(403))]).backend.imageProperties() }
    }
}
