import CommandKit
import TestSupport
import Testing

@testable import StandardCommands

struct `what a service tells` {
    @Test func `of quotas looks as in the glance client`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("a")
        for line in ["image usage", "glance usage"] {
            #expect(
                try await shell.run(line).output
                    == """
                    +-------------------+---------+-------+
                    | Quota             |   Limit | Usage |
                    +-------------------+---------+-------+
                    | image_size_total  | 1000000 |     0 |
                    | image_count_total |      -1 |     1 |
                    +-------------------+---------+-------+

                    """)
        }
    }

    @Test func `of its fields looks as in the glance client`() async throws {
        let shell = try TestServiceShell()
        #expect(
            try await shell.run("explain member").output == """
                +-----------+------------------------------------+
                | Attribute | Description                        |
                +-----------+------------------------------------+
                | member_id | An identifier for the image member |
                | status    | The status of this image member    |
                | schema    |                                    |
                +-----------+------------------------------------+

                """)
        let unknown = try await shell.run("image schema show nope")
        #expect(unknown.status == .notFound && unknown.errors.contains("no schema 'nope'"))
    }
}

struct `locations of data` {
    @Test func `are added, listed without their credentials, and removed`() async throws {
        let shell = try TestServiceShell()
        let hash = "--hash-algo sha512 --hash-value ab --checksum cd"
        let added = try await shell.run(
            """
            create later
            image location add later --url http://a/b --metadata '{"zone": "x"}' \(hash) -f value -c status
            location-add later --url 'swift://user:key@b/c?auth=s3cret' -f value -c status
            add-location later --url http://c/d --validation-data '{"os_hash_algo": "md5", "os_hash_value": "ef"}' -c id
            """)
        #expect(added.status == .done, "\(added.errors)")
        #expect(
            try await shell.run("image location list later --long -f csv --quote minimal").output == """
                URL,Metadata,Checksum,Hash Algorithm,Hash Value
                http://a/b,{'zone': 'x'},cd,sha512,ab
                swift://***@b/c?auth=***,{},,,
                http://c/d,{},,md5,ef

                """)
        #expect(
            try await shell.run("location list later --show-secrets -f value -c URL").output.contains("user:key@b"))
        let line = "location-delete later --url http://c/d --url http://nope --url http://a/b"
        let failed = try await shell.run(line)
        #expect(failed.status == .notFound)
        #expect(failed.errors.contains("has no location 'http://nope'\n"), "\(failed.errors)")
        #expect(failed.errors.hasSuffix("2 of 3 locations removed, 1 failed\n"), "\(failed.errors)")
        #expect(try await shell.run("location list later -f value -c URL").output == "swift://***@b/c?auth=***\n")
    }

    @Test(arguments: [
        ("image location add later", "needs --url"),
        ("image location add later --url x --metadata 3", "--metadata must be a JSON object"),
        ("image location add later --url x --metadata '{\"a\": 1}'", "the value of 'a' is no text"),
        ("image location add later --url x --hash-algo md5", "a hash needs both"),
        ("image location add later --url x --validation-data '{\"size\": \"1\"}'", "cannot hold 'size'"),
        ("image location delete later", "needs --url"),
    ])
    func `are not changed by a mistake`(_ line: String, _ message: String) async throws {
        let shell = try TestServiceShell()
        let result = try await shell.run("create later; " + line)
        #expect(result.status == .usage)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(try await shell.run("image location list later -f value").output.isEmpty)
    }
}
