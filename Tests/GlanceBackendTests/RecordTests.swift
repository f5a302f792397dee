import BackendKit
import JSONText
import Testing

@testable import GlanceBackend

struct `an image record` {
    private func image(_ json: String) throws -> Image {
        let row = ImageRecord.row(try JSONReader.value(of: Array(json.utf8)))
        return try #require(row.record).image
    }

    @Test func `has every field of what Glance writes`() throws {
        let image = try image(try Fixture.text("uploaded"))
        #expect(image.id == Image.ID("2602a3eb-cf42-4087-8d03-4affcc23d634"))
        #expect(image.name == "cap")
        #expect(image.status == .active)
        #expect(image.visibility == .shared)
        #expect(image.isProtected == false)
        #expect(image.isHidden == false)
        #expect(image.diskFormat == .raw)
        #expect(image.containerFormat == .bare)
        #expect(image.minDisk == 0)
        #expect(image.minRAM == 0)
        #expect(image.size == 64)
        #expect(image.virtualSize == 64)
        #expect(image.checksum == "fe3a1ff59f3b89b2ad3d33f08984874b")
        #expect(image.hash?.algorithm == "sha512")
        #expect(image.hash?.value.hasPrefix("ad2981aa") == true)
        #expect(image.createdAt?.secondsSince1970 != nil)
        #expect(image.file == "/v2/images/2602a3eb-cf42-4087-8d03-4affcc23d634/file")
        #expect(image.schema == "/v2/schemas/image")
        #expect(image.properties == ["stores": "fast"])
    }

    /// A location may have brought them so, and Glance keeps them as they came.
    @Test func `has its hashes in small letters`() throws {
        let image = try image(
            #"{"id": "x", "status": "active", "checksum": "AB", "os_hash_algo": "sha512", "os_hash_value": "0CD"}"#)
        #expect(image.checksum == "ab" && image.hash == ImageHash(algorithm: "sha512", value: "0cd"))
    }

    @Test func `takes unknown keys for properties, and nulls for nothing`() throws {
        let created = try image(try Fixture.text("created"))
        #expect(created.properties == ["os_distro": "debian"])
        #expect(created.tags == ["a", "b"])
        #expect(created.minRAM == 512)
        #expect(created.size == nil)
        #expect(created.hash == nil)
        let empty = try image(try Fixture.text("created-empty"))
        #expect(empty.name == nil)
        #expect(empty.diskFormat == nil)
        #expect(try image(try Fixture.text("created-name")).name == "Bücher 中文")
    }

    @Test func `keeps a property that is no string as JSON`() throws {
        let image = try image(
            Bench.record("1", more: #""n": 5, "none": null, "list": [1, {"a": "b"}], "yes": true, "text": "[1]""#))
        #expect(image.properties == ["n": "5", "none": "", "list": #"[1,{"a":"b"}]"#, "yes": "true", "text": "[1]"])
    }

    @Test func `never shows where data is as a property`() throws {
        let image = try image(
            Bench.record("1", more: #""locations": [{"url": "swift://user:key@host"}], "direct_url": "rbd://secret""#))
        #expect(image.properties.isEmpty)
    }

    @Test(arguments: ["-1", "1.5", "\"7\"", "9223372036854775808", "99999999999999999999999", "[]", "true"])
    func `does not know a size that is no count`(_ size: String) throws {
        let image = try image(
            #"{"id": "1", "status": "active", "name": "x", "size": \#(size), "min_disk": \#(size)}"#)
        #expect(image.size == nil)
        #expect(image.minDisk == nil)
        #expect(image.name == "x")
    }

    @Test func `takes an integral fraction for a count`() throws {
        #expect(try image(#"{"id": "1", "status": "active", "size": 7.0}"#).size == 7)
    }

    @Test func `keeps words nobody has heard of`() throws {
        let image = try image(
            #"{"id": "1", "status": "melting", "visibility": "galactic", "disk_format": "punch-card"}"#)
        #expect(image.status.rawValue == "melting")
        #expect(image.visibility?.rawValue == "galactic")
        #expect(image.diskFormat?.rawValue == "punch-card")
    }

    @Test func `does without fields of the wrong type`() throws {
        let image = try image(
            #"{"id": "1", "status": "active", "name": 5, "tags": "a", "owner": [], "os_hash_algo": "sha512", "#
                + #""os_hash_value": 7, "created_at": 5, "protected": "yes"}"#)
        #expect(image.name == nil)
        #expect(image.tags.isEmpty)
        #expect(image.hash == nil)
        #expect(image.createdAt == nil)
        #expect(image.isProtected == nil)
    }

    @Test func `tells composed from decomposed letters in tags and properties`() throws {
        let image = try image(
            Bench.record("1", more: "\"e\u{301}\": \"1\", \"\u{e9}\": \"2\"").replacing(
                "\"tags\": []", with: "\"tags\": [\"e\u{301}\", \"\u{e9}\", \"\u{e9}\"]"))
        #expect(image.tags.count == 2)
        #expect(image.properties.count == 2)
        #expect(image.properties["\u{e9}"] == "2")
    }

    @Test(arguments: [
        ("5", ""), ("null", ""), ("[]", ""), (#"{"status": "active"}"#, ""), (#"{"id": 7, "status": "active"}"#, ""),
        (#"{"id": "", "status": "active"}"#, ""), (#"{"id": "x"}"#, "x"), (#"{"id": "x", "status": 5}"#, "x"),
    ])
    func `is a row even when nobody can read it`(_ json: String, _ id: String) throws {
        let row = ImageRecord.row(try JSONReader.value(of: Array(json.utf8)))
        #expect(row.record == nil)
        #expect(row.image.id.rawValue == id)
        #expect(row.image.status.rawValue == "unreadable")
        #expect(row.problem != nil)
    }
}
