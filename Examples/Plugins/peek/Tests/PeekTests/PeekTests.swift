import Foundation
import Peek
import Testing

struct `the words of imgsh` {
    @Test func `are options with values, then the image`() throws {
        let call = try Call(["--bytes", "16", "--as", "plain", "--", "--odd name"])
        #expect(call.image == "--odd name")
        #expect(call.count == 16)
        #expect(call.isPlain)
        #expect(try Call(["--", "a"]).count == 64)
    }

    @Test(arguments: [[], ["a"], ["--"], ["--bytes", "0", "--", "a"], ["--bytes", "5000", "--", "a"], ["--bytes"]])
    func `are refused when they are others`(_ words: [String]) {
        #expect(throws: Failure.self) { try Call(words) }
    }
}

struct `bytes` {
    @Test func `are shown with their places and characters`() {
        let shown = Dump.hex(Array("QFI\u{FB}".unicodeScalars.map { UInt8($0.value) }) + Array(repeating: 0, count: 13))
        #expect(
            shown == """
                00000000  51 46 49 fb 00 00 00 00 00 00 00 00 00 00 00 00   QFI.............
                00000010  00                                                .
                """)
        #expect(Dump.plain([0x51, 0x0A]) == "510a")
        #expect(Dump.hex([]) == "")
    }
}

struct `the manifest` {
    @Test func `is JSON`() throws {
        let json = try JSONSerialization.jsonObject(with: Data(Manifest.text.utf8)) as? [String: Any]
        #expect(json?["imgsh"] as? Int == 1)
    }
}

struct `the place` {
    @Test func `is what the environment says`() throws {
        guard case .store("/s", "/bin/imgsh") = try Place(["IMGSH_STORE": "/s", "IMGSH_PROGRAM": "/bin/imgsh"]) else {
            Issue.record("no store")
            return
        }
        #expect(throws: Failure.self) { try Place(["IMGSH_BACKEND_KIND": "nova", "IMGSH_ENDPOINT": "http://x"]) }
        #expect(throws: Failure.self) { try Place(["IMGSH_BACKEND_KIND": "glance", "IMGSH_ENDPOINT": "http://x"]) }
    }

    @Test func `has a token in the descriptor that was named`() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("lent".utf8))
        try pipe.fileHandleForWriting.close()
        let number = dup(pipe.fileHandleForReading.fileDescriptor)
        let place = try Place([
            "IMGSH_BACKEND_KIND": "glance", "IMGSH_ENDPOINT": "http://x/v2", "IMGSH_TOKEN_FD": String(number),
        ])
        guard case .service(_, "lent") = place else {
            Issue.record("no token")
            return
        }
    }
}
