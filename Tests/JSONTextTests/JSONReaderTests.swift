import JSONText
import Testing

struct `F-N6 JSON from services` {
    private func read(_ text: String) throws -> JSON { try JSONReader.value(of: Array(text.utf8)) }

    @Test func `reads every kind of value`() throws {
        let value = try read(#" {"a": [1, -2, 3.5, 1e2], "b": {"c": null}, "d": true, "e": "x\n\u00e9\ud83d\ude00"} "#)
        #expect(value["a"]?.array == [.integer(1), .integer(-2), .number(3.5), .number(100)])
        #expect(value["b"]?["c"] == .null)
        #expect(value["d"]?.bool == true)
        #expect(value["e"]?.string == "x\né😀")
    }

    @Test func `takes the last of two members with one name`() throws {
        #expect(try read(#"{"id": "a", "id": "b"}"#)["id"] == "b")
    }

    @Test func `tells composed and decomposed names apart`() throws {
        let value = try read("{\"\u{e9}\": 1, \"e\u{301}\": 2}")
        #expect(value.object?.count == 2)
        #expect(value["e\u{301}"] == .integer(2))
    }

    @Test func `keeps the rest when a number, a surrogate or a byte is bad`() throws {
        let bytes =
            Array(#"{"size": 99999999999999999999, "half": "a\ud800b", "byte": ""#.utf8) + [0xFF]
            + Array(#"", "id": "x"}"#.utf8)
        let value = try JSONReader.value(of: bytes)
        #expect(value["size"]?.count == nil)
        #expect(value["half"] == "a\u{FFFD}b")
        #expect(value["byte"] == "\u{FFFD}")
        #expect(value["id"] == "x")
    }

    @Test func `counts only whole numbers from zero`() throws {
        #expect(try read("7").count == 7)
        #expect(try read("7.0").count == 7)
        #expect(try read("7.5").count == nil)
        #expect(try read("-1").count == nil)
        #expect(try read("9223372036854775807").count == .max)
    }

    @Test(arguments: [
        "", "{", "[1,", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "1.", "-", "+1", "nul", "\"a", "\"\\x\"",
        "\"\\u12\"", "1 2",
        "\"\u{1}\"", "[1,]", "{\"a\":1,}", "1e999", "\"\\u+123\"", "\"\\u-000\"",
    ])
    func `refuses what is no JSON`(_ text: String) {
        #expect(throws: JSONError.self) { try read(text) }
    }

    @Test func `refuses what is nested too deep, and does not fall over it`() {
        let deep = String(repeating: "[", count: 200_000)
        #expect(throws: JSONError.self) { try read(deep) }
        #expect(throws: Never.self) { try read(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)) }
    }

    @Test func `refuses a string or an object beyond its limits`() {
        var limits = JSONReader.Limits()
        limits.stringBytes = 8
        limits.members = 2
        #expect(throws: JSONError.self) { try JSONReader.value(of: Array(#""123456789""#.utf8), limits: limits) }
        #expect(throws: JSONError.self) {
            try JSONReader.value(of: Array(#"{"a":1,"b":1,"c":1}"#.utf8), limits: limits)
        }
    }

    @Test func `finds members of large objects, after changes too`() {
        var object = JSONObject()
        for number in 0..<500 { object["k\(number)"] = .integer(Int64(number)) }
        object["k3"] = nil
        object["k499"] = "new"
        #expect(object["k3"] == nil)
        #expect(object["k4"] == .integer(4))
        #expect(object["k499"] == "new")
        #expect(object.count == 499)
    }

    @Test func `reads back what it writes`() throws {
        let value: JSON = ["a\"\\\u{1}é": [1, true, "😀\n"], "b": .null, "c": .number(0.25)]
        #expect(try JSONReader.value(of: value.bytes) == value)
    }
}
