import Synchronization

/// Data that is staged, and imported from there.
extension UploadServer {
    func tellMethods(_ connection: ScriptedConnection) throws {
        try connection.answer(
            200, [("Content-Type", "application/json")],
            """
            {"import-methods": {"description": "", "type": "array", "value": ["glance-direct", "web-download"]}}
            """)
    }

    /// All of it is read, and kept aside.
    func stage(_ connection: ScriptedConnection, _ request: ScriptedRequest, _ id: String) throws {
        guard record(id) != nil else {
            try connection.answer(404, [("Connection", "close")], "{}")
            throw ConnectionClosed()
        }
        if request["Expect"] != nil { try connection.write("HTTP/1.1 100 Continue\r\n\r\n") }
        let bytes =
            try request["Content-Length"].flatMap { Int($0) }.map { try connection.read($0) }
            ?? connection.readChunks()
        change(id) { ($0.status, $0.staged) = ("uploading", bytes) }
        try connection.answer(204)
    }

    func importStaged(_ connection: ScriptedConnection, _ id: String) throws {
        guard record(id) != nil else { return try connection.answer(404, [], "{}") }
        let order: Import = state.withLock { $0.imports.isEmpty ? .done : $0.imports.removeFirst() }
        switch order {
        case .done:
            change(id) { ($0.status, $0.data) = ("active", $0.staged) }
            try connection.answer(202)
        case .altered:
            change(id) { ($0.status, $0.data) = ("active", $0.staged?.reversed()) }
            try connection.answer(202)
        case .shortened(let count):
            change(id) { ($0.status, $0.data) = ("active", $0.staged.map { Array($0.prefix(count)) }) }
            try connection.answer(202)
        case .refused(let status): try connection.answer(status, [], "{}")
        case .unheard(let come):
            come.open()
            connection.waitForClose()
            throw ConnectionClosed()
        }
    }

    private func change(_ id: String, _ change: (inout Record) -> Void) {
        state.withLock { state in
            for place in state.records.indices where state.records[place].id == id { change(&state.records[place]) }
        }
    }
}
