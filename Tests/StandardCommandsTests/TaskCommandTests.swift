import CommandKit
import TestSupport
import Testing

/// The expected texts are what python-openstackclient 10.5 and, for `image tasks` alone, python-glanceclient 4.13 print.
struct `tasks of a service` {
    private func shell() async throws -> (shell: TestServiceShell, image: String) {
        let shell = try TestServiceShell()
        await shell.service.change { $0.web = ["http://a/b": Array("data".utf8)] }
        let made = try await shell.run("create later -f value -c id")
        let imported = try await shell.run(
            """
            image import later --method web-download --uri http://a/b --wait
            create other
            image import other --method web-download --uri 'http://user:word@a/nothing?X-Amz-Signature=abc&part=1'
            """)
        #expect(imported.status == .done, "\(imported.errors)")
        return (shell, String(made.output.dropLast()))
    }

    @Test func `are listed`() async throws {
        let (shell, _) = try await shell()
        #expect(
            try await shell.run("image task list").output == """
                +--------+------------------+---------+----------------------------------+
                | ID     | Type             | Status  | Owner                            |
                +--------+------------------+---------+----------------------------------+
                | task-1 | api_image_import | success | 921e80d9c1be4cafbf99096b23189576 |
                | task-2 | api_image_import | failure | 921e80d9c1be4cafbf99096b23189576 |
                +--------+------------------+---------+----------------------------------+

                """)
        for (options, ids) in [
            ("--status failure", "task-2\n"), ("--type other", ""), ("--limit 1", "task-1\n"),
            ("--max-items 1 --sort-dir desc", "task-2\n"), ("--marker task-1", "task-2\n"),
            ("--page-size 1", "task-1\ntask-2\n"), ("--max-items 0", "task-1\ntask-2\n"),
            ("--sort-key status --sort-dir asc", "task-2\ntask-1\n"),
        ] {
            #expect(try await shell.run("task-list \(options) -f value -c ID").output == ids, "\(options)")
        }
        #expect(try await shell.run("image task list --status done").status == .usage)
        #expect(try await shell.run("image task list --sort-key name").errors.contains("unknown sort key 'name'"))
    }

    @Test func `are shown, without the credentials they were given`() async throws {
        let (shell, image) = try await shell()
        let result = try await shell.run("image task show task-1 -f json")
        #expect(
            result.output.withoutTimes == """
                {
                  "created_at": TIME,
                  "expires_at": null,
                  "id": "task-1",
                  "input": {
                    "image_id": "\(image)",
                    "import_req": {
                      "method": {
                        "name": "web-download",
                        "uri": "http://a/b"
                      },
                      "all_stores": false
                    }
                  },
                  "message": "Copied 0 MiB",
                  "owner_id": "921e80d9c1be4cafbf99096b23189576",
                  "properties": {
                    "image_id": "\(image)",
                    "request_id": "req-1",
                    "user_id": "user-1"
                  },
                  "result": null,
                  "status": "success",
                  "type": "api_image_import",
                  "updated_at": TIME
                }

                """)
        let secret = try await shell.run("task-show task-2 -f value -c input")
        #expect(secret.output.contains("http://***@a/nothing?X-Amz-Signature=***&part=***"), "\(secret.output)")
        #expect(try await shell.run("image task show task-9").status == .notFound)
    }

    @Test func `of one image have the columns of the glance client`() async throws {
        let (shell, image) = try await shell()
        #expect(
            try await shell.run("image tasks later -f json").output.withoutTimes == """
                [
                  {
                    "Message": "Copied 0 MiB",
                    "Status": "success",
                    "Updated at": TIME
                  }
                ]

                """)
        let long = try await shell.run("image-tasks \(image) --long -f csv --quote none")
        #expect(
            long.output.hasPrefix(
                "Image Id,Task Id,Message,Status,Updated at,User Id,Request Id,Result,Owner,Input,Expires at\n"
                    + "\(image),task-1,Copied 0 MiB,success,"), "\(long.output)")
        #expect(
            try await shell.run("image tasks other -f value -c Message").output == "Task failed due to Internal Error\n"
        )
    }
}

extension String {
    /// The moments are the service's own.
    fileprivate var withoutTimes: String {
        replacing(#/"20[0-9-]+T[0-9:]+Z"/#, with: "TIME")
    }
}
