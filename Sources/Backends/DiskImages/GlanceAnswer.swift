internal import BackendKit

/// What Glance says to an upload, where that was seen.
public enum GlanceAnswer: Sendable, Hashable, CustomStringConvertible {
    /// It stores the data, and a server that starts from it finds nothing.
    case takesGarbage
    /// Status 415: the content is not what was declared, or is not safe.
    case refuses
    /// It stores the data.
    case takes

    public var description: String {
        switch self {
        case .takesGarbage: "Glance takes it, and a server starts from garbage"
        case .refuses: "Glance refuses it"
        case .takes: "Glance takes it"
        }
    }
}

extension DeclaredFormat {
    /// What Glance answers to data of the report's kind under this declaration: as seen with Glance 33.0.0 and
    /// `require_image_format_match` on, which is the default; older ones and sites that turn it off look at nothing.
    /// - Returns: `nil` where it is not known.
    public func glanceAnswer(to report: DiskImageReport) -> GlanceAnswer? {
        guard let disk, container ?? .bare == .bare else { return nil }
        let seen = report.seenByGlance
        if report.isUnsafeToGlance { return .refuses }
        switch disk {
        case .ploop: return .takes
        case .raw: return ["raw", "gpt", "luks"].contains(seen) ? .takes : .takesGarbage
        case .qcow2, .vmdk, .vdi, .vhd, .vhdx, .iso: return disk.rawValue == seen ? .takes : .refuses
        default: return nil
        }
    }
}

extension DiskImageReport {
    /// The format that Glance's own inspector finds (oslo.utils, `imageutils.format_inspector`).
    fileprivate var seenByGlance: String {
        switch format {
        case .qcow, .qcow2: "qcow2"
        case .vhd: subformat == "fixed" ? "raw" : "vhd"
        case .gpt, .mbr: "gpt"
        case .iso: subformat == "UDF" ? "raw" : "iso"
        case .vmdk, .vdi, .vhdx, .qed, .luks: format.rawValue
        default: "raw"
        }
    }

    /// Whether that inspector refuses it whatever was declared.
    fileprivate var isUnsafeToGlance: Bool {
        func has(_ names: Finding.Name...) -> Bool { findings.contains { names.contains($0.name) } }
        return switch format {
        case .qcow2: has(.backingFile, .dataFile, .unknownFeature, .extendedL2, .severalFormats)
        case .vmdk: has(.subformat, .descriptor, .splitPart, .footer, .severalFormats)
        case .gpt, .mbr: has(.partitionTable, .noPartitions, .severalFormats)
        case .luks: has(.unknownFeature)
        case .qed, .qcow: true
        default: has(.severalFormats)
        }
    }
}
