/// Every format that is known, the more telling marks first: where several match, the first one names the file.
enum Detectors {
    static let all: [any FormatDetector] = [
        QCOW2Detector(),
        QCOWDetector(),
        QEDDetector(),
        VMDKDetector(),
        VMDKDescriptorDetector(),
        VDIDetector(),
        VHDXDetector(),
        VHDDetector(),
        ParallelsDetector(),
        OtherDiskDetector(),
        LUKSDetector(),
        DiscDetector(),
        CompressionDetector(),
        ArchiveDetector(),
        PartitionTableDetector(),
        KernelDetector(),
    ]

    /// What a file is that none of them knows.
    static let fallback = PlainDataDetector()
}
