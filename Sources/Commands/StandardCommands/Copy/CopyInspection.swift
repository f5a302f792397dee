internal import BackendKit
internal import CommandKit
internal import DiskImages
internal import Synchronization

/// A look at the first bytes of a copy as they go by.
///
/// What an upload would be refused for is a warning here: the data is in a service already, a copy is to be what its
/// original is, and the snapshot of a raw disk on which a guest wrote the beginning of a qcow2 image is raw all the same.
final class CopyInspection: Sendable {
    private let label: String
    private let declared: DeclaredFormat
    private let console: Console
    private let hasSpoken = Mutex(false)

    /// - Parameter draft: what the copy is declared to be.
    init(of image: Image, as draft: ImageDraft, console: Console) {
        label = image.label
        declared = DeclaredFormat(disk: draft.diskFormat, container: draft.containerFormat)
        self.console = console
    }

    /// The same bytes. The warning comes when enough of them went by, once, however often they go by.
    func watching(_ data: ByteStream) -> ByteStream {
        data.through { WatchingReader($0, StreamInspector(length: data.length)) { self.tell($0) } }
    }

    private func tell(_ report: DiskImageReport) {
        let isFirst = hasSpoken.withLock { hasSpoken in
            defer { hasSpoken = true }
            return !hasSpoken
        }
        guard isFirst else { return }
        let refusals = declared.findings(for: report).refusals(allowing: [])
        // Of what is not even meant to be an image of that format, nothing else is worth knowing.
        let mismatch = refusals.first { $0.name == .formatMismatch }
        for finding in mismatch.map({ [$0] }) ?? refusals {
            // A warning that nobody can read is no reason to stop a copy.
            try? console.warn("'\(label)' is copied as it is, but: \(finding.text)")
        }
    }
}

private actor WatchingReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let tell: @Sendable (DiskImageReport) -> Void
    /// `nil` once it has seen enough.
    private var inspector: StreamInspector?

    init(
        _ inner: any ByteStream.Reader, _ inspector: StreamInspector,
        _ tell: @escaping @Sendable (DiskImageReport) -> Void
    ) {
        self.inner = inner
        self.inspector = inspector
        self.tell = tell
    }

    func next() async throws -> [UInt8]? {
        let chunk = try await inner.next()
        guard var inspector else { return chunk }
        if let chunk { inspector.take(chunk) } else { inspector.finish() }
        self.inspector = chunk == nil || inspector.hasHead ? nil : inspector
        if self.inspector == nil { tell(inspector.report()) }
        return chunk
    }
}
