internal import BackendKit
internal import CommandKit
internal import Transfers

/// A transfer that has not finished, in either direction.
enum UnfinishedTransfer: Sendable {
    case download(UnfinishedDownload)
    case upload(UnfinishedUpload)

    /// All there are.
    /// - Throws: ``ImageError`` with code `.local`.
    static func all(in journal: TransferJournal) throws -> [UnfinishedTransfer] {
        try journal.unfinishedDownloads().map { .download($0) } + journal.unfinishedUploads().map { .upload($0) }
    }

    var id: String {
        switch self {
        case .download(let download): download.entry.id
        case .upload(let upload): upload.entry.id
        }
    }

    var isRunning: Bool {
        switch self {
        case .download(let download): download.state == .running
        case .upload(let upload): upload.state == .running
        }
    }

    /// Why nobody can say how things are with it; `nil` when that is known.
    var reason: String? {
        switch self {
        case .download(let download): download.reason
        case .upload(let upload): upload.reason
        }
    }

    /// Whether it may run on another machine.
    var mayRunElsewhere: Bool {
        if case .upload(let upload) = self { upload.state == .elsewhere } else { false }
    }

    /// Forgets it, and lets stay what is there of it.
    /// - Throws: ``ImageError`` with code `.local`.
    func forget(in journal: TransferJournal, telling console: Console) throws {
        switch self {
        case .download(let download):
            try journal.remove(download.entry)
            try console.notice("the \(description) is forgotten; '\(download.entry.part)' stays where it is")
        case .upload(let upload):
            try journal.remove(upload.entry)
            try console.notice(
                "the \(description) is forgotten; what there is of the image at \(upload.entry.location) stays there")
        }
    }

    /// `download of 'ubuntu' to '/srv/ubuntu.img' (1.2 GiB of 4.0 GiB)`
    var description: String {
        switch self {
        case .download(let download): "download of \(download.description)"
        case .upload(let upload): "upload of \(upload.description)"
        }
    }
}

extension UnfinishedDownload {
    /// `'ubuntu' to '/srv/ubuntu.img' (1.2 GiB of 4.0 GiB)`
    var description: String {
        let name = entry.imageName.flatMap { $0.isEmpty ? nil : $0 } ?? entry.image.rawValue
        guard state != .unknown else { return "'\(name)' to '\(entry.destination)' (how much is there is not known)" }
        let size = entry.size.map { " of \(ByteCount.text($0))" } ?? ""
        return "'\(name)' to '\(entry.destination)' (\(ByteCount.text(count ?? 0))\(size))"
    }
}

extension UnfinishedUpload {
    /// `'disk.qcow2' to glance@prod (image 7c1e…)`
    var description: String {
        let state = state == .unprotected ? ", complete but not protected" : ""
        return "'\(entry.source)' to \(entry.backend) (image \(entry.image)\(state))"
    }
}
