import TestSupport
import Testing

/// A program that is no part of imgsh, with a token of a real cloud.
@Suite(.enabled(if: Lab.isUp, "IMGSH_LAB_STATE names no lab"))
struct `a plugin with a token of a real cloud` {
    private static let manifest = #"""
        {"imgsh": 1, "commands": [{"name": "who", "summary": "Use the token", "access": "token", "output": "record",
         "columns": ["status", "without", "project", "region", "cloud", "life", "leaks"]}]}
        """#

    /// Lists images at the endpoint it was told, with the token and without.
    private static let script = #"""
        #!/usr/bin/env python3
        import json, os, sys, urllib.error, urllib.request
        if sys.argv[1:] == ["--imgsh-manifest"]:
            print('''MANIFEST''')
            sys.exit()
        token = open(int(os.environ["IMGSH_TOKEN_FD"])).read()
        def status(headers):
            request = urllib.request.Request(os.environ["IMGSH_ENDPOINT"] + "/images?limit=1", headers=headers)
            try:
                return urllib.request.urlopen(request).status
            except urllib.error.HTTPError as error:
                return error.code
        seen = open("/proc/self/environ").read() + open("/proc/self/cmdline").read()
        print(json.dumps({
            "status": status({"X-Auth-Token": token}), "without": status({}),
            "project": os.environ["IMGSH_PROJECT_NAME"], "region": os.environ["IMGSH_REGION"],
            "cloud": os.environ["IMGSH_CLOUD"], "life": int(os.environ["IMGSH_TOKEN_LIFE"]) >= 600,
            "leaks": token in seen}))
        """#

    private func program() throws -> TestProgram {
        let program = try TestProgram(environment: Lab.environment)
        try program.directory.writeProgram("imgsh-who", Self.script.replacing("MANIFEST", with: Self.manifest))
        return program.with(["IMGSH_PLUGIN_PATH": program.directory.path])
    }

    @Test(arguments: [("lab-user", "demo", "RegionOne"), ("lab-two", "demo", "RegionTwo")])
    func `is let in by the service`(_ cloud: String, _ project: String, _ region: String) async throws {
        let result = try await program().run("--os-cloud", cloud, "who", "-f", "jsonl")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output == """
                {"status": 200, "without": 401, "project": "\(project)", "region": "\(region)", "cloud": "\(cloud)", \
                "life": true, "leaks": false}

                """)
    }

    @Test func `is not run when the login fails`() async throws {
        let result = try await program().run("--os-cloud", "lab-user", "--os-password", "not-my-word", "who")
        #expect(result.status == 4)
        #expect(result.output == "")
        #expect(!result.errors.contains("not-my-word"))
    }
}
