extension FuzzTarget {
    /// Every target there is.
    static let all: [FuzzTarget] = foreign + own + Disks.targets + unpacking

    /// What services, proxies and other programs send.
    private static let foreign: [FuzzTarget] = [
        .json, .imageList, .imageRecord, .serviceRecords, .novaImages, .token, .faultText, .responseHead, .headerValues,
        .url, .redirect, .redaction, .pluginManifest,
    ]

    /// What users write, and what this program kept.
    private static let own: [FuzzTarget] = [
        .clouds, .yaml, .script, .typedLine, .commandLine, .quoting, .otherShells, .transcript, .history, .safeText,
        .output, .journal, .keptNames, .fileName, .address,
    ]
}
