/// A disk as it is, which begins with a partition table.
struct PartitionTableDetector: FormatDetector {
    private static let sectorSize: UInt64 = 512

    func match(_ image: ImageBytes) -> Match? {
        if GPTHeader(image) != nil { return Match(.gpt, .table) }
        // The boot sector of a file system and the first sector of a kernel have the same signature.
        guard !FileSystem.hasBootSector(image.head), !KernelDetector.isX86(image.head),
            let record = MasterBootRecord(image.head)
        else { return nil }
        return Match(.mbr, record.makesSense ? .table : .bootSignature)
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        examination.virtualSize = image.size
        examination.warnOfOddSize(image)
        let record = MasterBootRecord(image.head)
        if let record { checkFlags(record, &examination) }
        if let header = GPTHeader(image) {
            examination.subformat = "\(header.sectorSize)-byte sectors"
            checkProtection(record, &examination)
            try header.check(image, &examination)
        } else if let record {
            checkPartitions(record, image, &examination)
        }
    }

    private func checkFlags(_ record: MasterBootRecord, _ examination: inout Examination) {
        for (index, entry) in record.entries.enumerated() where !entry.hasGoodFlag {
            examination.refuse(
                .partitionTable, "entry \(index + 1) of the partition table has the flag \(entry.flag), not 0 or 128")
        }
    }

    /// The protective entry shows old programs one partition over the whole disk; more entries beside it would show
    /// them another disk than new ones see.
    private func checkProtection(_ record: MasterBootRecord?, _ examination: inout Examination) {
        guard let record, let entry = record.entries.first(where: { $0.type == MasterBootRecord.protective }) else {
            examination.warn(.partitionTable, "a GPT without its protective MBR")
            return
        }
        if record.used.count > 1 || record.entries.first?.type != MasterBootRecord.protective {
            examination.refuse(.partitionTable, "the protective MBR of the GPT has other partitions too")
        }
        if entry.start != 1 {
            examination.refuse(.partitionTable, "the protective MBR of the GPT begins at sector \(entry.start), not 1")
        }
        if !entry.firstAddress.has([0x00, 0x02, 0x00], at: 0) {
            examination.warn(
                .partitionTable, "the protective MBR of the GPT has an unusual first address: Glance refuses that")
        }
    }

    private func checkPartitions(
        _ record: MasterBootRecord, _ image: ImageBytes, _ examination: inout Examination
    ) {
        if record.used.contains(where: { $0.type == MasterBootRecord.protective }) {
            examination.warn(.partitionTable, "a protective MBR without the GPT it protects")
        }
        if record.used.isEmpty {
            examination.warn(.noPartitions, "a boot signature without a partition, which Glance refuses")
        }
        for entry in record.used where entry.type != MasterBootRecord.protective {
            examination.requireInside("a partition", end: entry.end.times(Self.sectorSize), of: image)
        }
    }
}

extension Examination {
    mutating func warnOfOddSize(_ image: ImageBytes) {
        if let size = image.size, size % 512 != 0 {
            let bytes = size == 1 ? "1 byte is" : "\(size) bytes are"
            warn(.oddSize, "\(bytes) no whole number of sectors: a disk that was cut off, or none")
        }
    }
}
