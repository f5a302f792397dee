internal import BackendKit
internal import CommandKit
internal import Transfers

/// A new image whose data a service imports: once it has taken the order it works by itself, and may still succeed
/// whatever becomes of us; until then a failure takes the record away again.
struct ImportOrder: Sendable {
    private let request: ImportRequest
    private let upload: ImageUpload?
    private let importing: any ImageImporting

    /// - Parameter upload: what is staged before; `nil` when the service gets the data by itself.
    init(_ request: ImportRequest, staging upload: ImageUpload?, by importing: any ImageImporting) {
        self.request = request
        self.upload = upload
        self.importing = importing
    }

    /// - Parameter keepsFailed: leaves the record behind when the order was not taken.
    /// - Returns: the record as it was when the service took the order.
    func create(
        _ draft: ImageDraft, on backend: any ImageBackend, by creating: any ImageCreating, keepsFailed: Bool = false,
        in context: CommandContext
    ) async throws -> Image {
        var draft = draft
        let protection = LateProtection(takenFrom: &draft, on: backend)
        let wording = BegunImage.Wording(
            deed: upload.map { "the upload of '\($0.source.name)'" } ?? "the import", prefix: upload?.prefix ?? "")
        let begun = BegunImage(draft, on: backend, wording, keepsFailed: keepsFailed, console: context.console)
        // An address may hold a secret: only the method is written down.
        let origin = BegunImage.Origin(
            name: upload?.source.name ?? request.method.rawValue, size: upload?.source.stream.length,
            journal: TransferJournal(context.session.environment))
        return try await begun.fill(from: origin, by: creating) { record in
            let staged = try await upload?.stage(record, by: importing) ?? record
            // Now, since the service writes back the record as it was when the import began.
            let ready = try await protection.set(on: staged)
            try await importing.importImage(record.id, request)
            return ready
        }.image
    }
}
