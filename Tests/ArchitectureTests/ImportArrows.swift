import Foundation
import Testing

/// Reads the import lines of every source file: arrows go main → Shell → Commands → Backends, and nowhere else.
struct `import arrows` {
    /// What each module may import of ours. A module that is missing here may not exist.
    static let allowed: [String: Set<String>] = [
        // Shell
        "imgsh": [
            "BackendKit", "CommandKit", "CurlTransport", "DiskImages", "ExternalPlugins", "GlanceBackend",
            "LocalBackend", "NovaBackend", "OpenStack", "Processes", "ShellKit", "StandardCommands",
        ],
        "ShellKit": ["BackendKit", "CommandKit", "Editline", "FileIO", "JSONText", "Processes"],
        "ExternalPlugins": ["BackendKit", "CommandKit", "FileIO", "JSONText", "Processes"],
        "Editline": ["CEditline", "Processes"],
        "CEditline": [],
        "CProcesses": [],
        "Processes": ["CProcesses"],
        // Commands
        "StandardCommands": [
            "BackendConformance", "BackendKit", "CommandKit", "Decompression", "DiskImages", "FileIO", "ImageHashing",
            "ImageSigning", "JSONText", "Transfers",
        ],
        "CommandKit": ["BackendKit", "CDisplay", "YAMLText"],
        "CDisplay": [],
        "Transfers": ["BackendKit", "CommandKit", "FileIO", "ImageHashing", "JSONText"],
        // Backends
        "BackendConformance": ["BackendKit"],
        "BackendKit": [],
        "DiskImages": ["BackendKit"],
        "CCurl": [],
        "CDecompression": [],
        "CFileIO": [],
        "CLoading": [],
        "COpenSSL": [],
        "CurlTransport": ["BackendKit", "CCurl", "HTTPTransport"],
        "Decompression": ["BackendKit", "CDecompression", "FileIO"],
        "FileIO": ["BackendKit", "CFileIO"],
        "GlanceBackend": ["BackendKit", "FileIO", "HTTPTransport", "ImageHashing", "JSONText", "OpenStack"],
        "HTTPTransport": ["BackendKit"],
        "ImageHashing": ["BackendKit", "COpenSSL"],
        "ImageSigning": ["BackendKit", "COpenSSL"],
        "JSONText": [],
        "LocalBackend": ["BackendKit", "FileIO", "ImageHashing"],
        "NovaBackend": ["BackendKit", "HTTPTransport", "JSONText", "OpenStack"],
        "OpenStack": ["BackendKit", "FileIO", "HTTPTransport", "JSONText", "YAMLText"],
        "YAMLText": [],
    ]

    /// Each package from outside has one module that imports it.
    static let confined: [String: String] = [
        "CYaml": "YAMLText", "GRDB": "LocalBackend", "Yams": "YAMLText",
    ]

    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    struct ImportLine: CustomStringConvertible {
        let module: String
        let imported: String
        let file: String
        var description: String { "\(module) imports \(imported) in \(file)" }
    }

    /// Every import of every Swift file; the module is the directory below Shell, Commands or Backends.
    static func importLines() throws -> [ImportLine] {
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var lines: [ImportLine] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let parts = file.path.dropFirst(sources.path.count + 1).split(separator: "/")
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ").map(String.init)
                guard let place = words.firstIndex(of: "import"), place <= 2, words.count > place + 1,
                    words[..<place].allSatisfy({ ["public", "internal", "private", "@testable"].contains($0) })
                else { continue }
                lines.append(
                    ImportLine(
                        module: String(parts[1]), imported: words[place + 1].split(separator: ".").map(String.init)[0],
                        file: parts.joined(separator: "/")))
            }
        }
        return lines
    }

    @Test func `no module imports what it may not`() throws {
        let lines = try Self.importLines()
        #expect(lines.count > 100, "the test must see the sources")
        for line in lines where Self.allowed[line.imported] != nil {
            #expect(Self.allowed[line.module]?.contains(line.imported) == true, "\(line)")
        }
    }

    @Test func `each package from outside is imported by one module`() throws {
        for line in try Self.importLines() {
            guard let home = Self.confined[line.imported] else { continue }
            #expect(line.module == home, "\(line)")
        }
    }

    @Test func `every module has its row, and every row its module`() throws {
        #expect(Set(try Self.floors().keys) == Set(Self.allowed.keys))
    }

    @Test func `the arrows have no circle and never point up`() throws {
        let floors = try Self.floors()
        for (module, imports) in Self.allowed {
            for other in imports {
                #expect(try #require(floors[other]) <= #require(floors[module]), "\(module) → \(other) points up")
            }
        }
        // Whoever imports nothing that is left is in no circle.
        var left = Self.allowed
        while let free = left.first(where: { $0.value.isDisjoint(with: left.keys) }) { left[free.key] = nil }
        #expect(left.isEmpty, "a circle among \(left.keys.sorted())")
    }

    /// The floor of every module, the lowest one first.
    private static func floors() throws -> [String: Int] {
        var floors: [String: Int] = [:]
        for (floor, name) in ["Backends", "Commands", "Shell"].enumerated() {
            let modules = try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: name).path)
            for module in modules where !module.hasPrefix(".") { floors[module] = floor }
        }
        return floors
    }
}
