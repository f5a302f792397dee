import Foundation
import JSONText

/// Answers of a Glance 33 as they came.
enum Fixture {
    static func text(_ name: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).json")
        return try String(contentsOf: file, encoding: .utf8)
    }

    static func json(_ name: String) throws -> JSON { try JSONReader.value(of: Array(try text(name).utf8)) }
}
