public import BackendKit

extension Finding {
    /// What kind of finding it is: stable words, for scripts and for `--allow`.
    public struct Name: OpenWord {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        // What the file is.
        /// The marks of two formats in one file: one reader would see another image than the next.
        public static let severalFormats = Name(rawValue: "several-formats")
        /// A format that no image service takes.
        public static let unsupportedFormat = Name(rawValue: "unsupported-format")
        /// Compressed as a whole.
        public static let compressed = Name(rawValue: "compressed")
        /// An archive with files in it.
        public static let archive = Name(rawValue: "archive")
        /// It is not what it was declared to be.
        public static let formatMismatch = Name(rawValue: "format-mismatch")
        /// Its file name says another format.
        public static let fileName = Name(rawValue: "file-name")
        /// A kind within the format that image services refuse.
        public static let subformat = Name(rawValue: "subformat")
        /// One file of several that make up a disk.
        public static let splitPart = Name(rawValue: "split-part")
        /// A VHD without a header at its beginning.
        public static let fixedVHD = Name(rawValue: "fixed-vhd")

        // What it reaches for beyond itself.
        /// It reads from another file of the host, below it.
        public static let backingFile = Name(rawValue: "backing-file")
        /// Its data is in another file of the host.
        public static let dataFile = Name(rawValue: "data-file")
        /// It holds only the differences from another image.
        public static let parent = Name(rawValue: "parent")
        /// It names files of the host as its parts.
        public static let extent = Name(rawValue: "extent")

        // Whether it is sound.
        /// It ends before its own structures do.
        public static let truncated = Name(rawValue: "truncated")
        /// A field has a value the format forbids.
        public static let malformed = Name(rawValue: "malformed")
        /// The size it claims is impossible, or contradicts its own tables.
        public static let size = Name(rawValue: "size")
        /// The text that describes it breaks the format's rules.
        public static let descriptor = Name(rawValue: "descriptor")
        /// Its footer contradicts its header.
        public static let footer = Name(rawValue: "footer")
        /// A file transfer changed its line ends.
        public static let textMode = Name(rawValue: "text-mode")
        /// It says of itself that it is damaged.
        public static let corrupt = Name(rawValue: "corrupt")
        /// It was not closed properly.
        public static let dirty = Name(rawValue: "dirty")
        /// A checksum does not fit.
        public static let checksum = Name(rawValue: "checksum")
        /// It needs a feature that is not known here.
        public static let unknownFeature = Name(rawValue: "unknown-feature")
        /// The partition table breaks its rules.
        public static let partitionTable = Name(rawValue: "partition-table")
        /// A partition table without a partition.
        public static let noPartitions = Name(rawValue: "no-partitions")

        // What it will do.
        /// It becomes far larger on the host.
        public static let expands = Name(rawValue: "expands")
        /// It needs a key.
        public static let encrypted = Name(rawValue: "encrypted")
        /// It holds earlier states of the disk.
        public static let snapshots = Name(rawValue: "snapshots")
        /// It has extended L2 entries, which Glance refuses.
        public static let extendedL2 = Name(rawValue: "extended-l2")
        /// Not a whole number of sectors.
        public static let oddSize = Name(rawValue: "odd-size")
        /// Nothing but zeros.
        public static let blank = Name(rawValue: "blank")
        /// No bytes at all.
        public static let empty = Name(rawValue: "empty")
        /// Text, not a disk.
        public static let text = Name(rawValue: "text")
        /// Parts that a stream has not shown yet, or that were not kept.
        public static let unseen = Name(rawValue: "unseen")

        public static var known: [Name] {
            [
                .archive, .backingFile, .blank, .checksum, .compressed, .corrupt, .dataFile, .descriptor, .dirty,
                .empty,
                .encrypted, .expands, .extendedL2, .extent, .fileName, .fixedVHD, .footer, .formatMismatch, .malformed,
                .noPartitions, .oddSize, .parent, .partitionTable, .severalFormats, .size, .snapshots, .splitPart,
                .subformat, .text, .textMode, .truncated, .unknownFeature, .unseen, .unsupportedFormat,
            ]
        }
    }
}
