import BackendKit
import DiskImages
import Testing

struct `the words of an inspection` {
    @Test func `are written once, in lower case, and without a blank`() {
        for words in [Finding.Name.known.map(\.rawValue), DetectedFormat.known.map(\.rawValue)] {
            #expect(Set(words).count == words.count)
            #expect(words.allSatisfy { $0 == $0.lowercased() && !$0.contains(" ") })
        }
        #expect(Finding.Name.known.map(\.rawValue) == Finding.Name.known.map(\.rawValue).sorted())
    }

    @Test func `propose only what Glance takes`() {
        for format in DetectedFormat.known {
            if let disk = format.diskFormat { #expect(DiskFormat.known.contains(disk)) }
            if let container = format.containerFormat { #expect(ContainerFormat.known.contains(container)) }
            #expect(!format.title.isEmpty && format.title != format.rawValue)
        }
    }

    @Test func `put the heaviest finding first`() async throws {
        let report = try await Samples.bytes("aes.qcow2").with(be: UInt32(4), at: 16).inspected()
        #expect(report.findings.map(\.level) == [.refuse, .warn])
        #expect(report[.encrypted]?.level == .warn)
    }
}
