internal import GRDB

/// What SQLite finds wrong with the pages of the catalogue, a sentence each.
enum CatalogueComplaints {
    static func found(in database: Database) throws -> [String] {
        try String.fetchAll(database, sql: "PRAGMA integrity_check")
            .flatMap { $0.split(separator: "\n") }
            .filter { $0 != "ok" && !$0.hasPrefix("***") }
            .map { "the catalogue is damaged: \(inWords($0))" }
    }

    /// SQLite has only a number for what the disk refused: <https://sqlite.org/rescode.html>.
    private static func inWords(_ complaint: Substring) -> String {
        let known = "unable to get the page. error code="
        guard let range = complaint.firstRange(of: known), let code = Int32(complaint[range.upperBound...]),
            ResultCode(rawValue: code).primaryResultCode == .SQLITE_IOERR
        else { return String(complaint) }
        return complaint[..<range.lowerBound] + "it cannot be read (input/output error)"
    }
}
