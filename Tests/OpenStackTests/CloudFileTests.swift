import BackendKit
import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import OpenStack

struct `files of clouds` {
    static let one = """
        clouds:
          one:
            auth: {auth_url: 'https://id.test/v3', username: u, password: p, project_name: x}
        """

    @Test func `are looked for in the current directory, the user's and the site's, and the first one counts alone`()
        async throws
    {
        let bench = try CloudsBench()
        for (place, name) in [("site", "site"), ("home/.config/openstack", "home"), (".", "here")] {
            try makeDirectory(bench.directory(place))
            try bench.write("\(place)/clouds.yaml", Self.one.replacing("one:", with: "\(name):"))
            #expect(try await bench.resolver().clouds().map(\.name) == [name])
        }
    }

    @Test func `are found below XDG_CONFIG_HOME before HOME`() async throws {
        let bench = try CloudsBench()
        for place in ["home/.config/openstack", "config/openstack"] {
            try makeDirectory(bench.directory(place))
            try bench.write("\(place)/clouds.yaml", Self.one.replacing("one:", with: "\(place.prefix(4)):"))
        }
        #expect(
            try await bench.resolver(["XDG_CONFIG_HOME": bench.directory("config")]).clouds().map(\.name) == ["conf"])
        #expect(try await bench.resolver().clouds().map(\.name) == ["home"])
    }

    @Test(arguments: ["clouds.yml", "clouds.json"])
    func `may have other endings`(_ name: String) async throws {
        let bench = try CloudsBench()
        try bench.write(name, #"{"clouds": {"j": {"auth": {"auth_url": "https://id.test", "username": "u"}}}}"#)
        #expect(try await bench.settings().name == "j")
    }

    @Test func `are named by OS_CLIENT_CONFIG_FILE, which must be there`() async throws {
        let bench = try CloudsBench(Self.one)
        try bench.write("other.yaml", Self.one.replacing("one:", with: "two:"))
        let settings = try await bench.settings(nil, ["OS_CLIENT_CONFIG_FILE": bench.directory("other.yaml")])
        #expect(settings.name == "two")
        #expect(settings.files == [bench.directory("other.yaml")])
        let error = await bench.error(nil, ["OS_CLIENT_CONFIG_FILE": bench.directory("gone.yaml")])
        #expect(error?.code == .usage)
        #expect(words(error).contains("gone.yaml"))
    }

    @Test func `take secrets from secure.yaml, merged deep, wherever it is`() async throws {
        let bench = try CloudsBench(Self.one.replacing(", password: p", with: ""))
        try bench.write("hidden.yaml", "clouds: {one: {auth: {password: s3cret}}, extra: {}}")
        let settings = try await bench.settings("one", ["OS_CLIENT_SECURE_FILE": bench.directory("hidden.yaml")])
        #expect(settings.password == "s3cret")
        #expect(settings.user?.user == .name("u"))
        try bench.write("secure.yaml", "clouds: {one: {auth: {password: beside}}}")
        let beside = try await bench.settings("one")
        #expect(beside.password == "beside")
        #expect(beside.files == [bench.directory("clouds.yaml"), bench.directory("secure.yaml")])
    }

    @Test func `secure.yaml may define clouds alone`() async throws {
        let bench = try CloudsBench(secure: Self.one)
        #expect(try await bench.settings().name == "one")
    }

    @Test func `warn when others may read a secret, and name no secret`() async throws {
        let bench = try CloudsBench(Self.one.replacing("password: p", with: "password: hunter22"))
        try bench.setMode(0o644, "clouds.yaml")
        _ = try await bench.settings()
        #expect(bench.reports.warnings.count == 1)
        #expect(bench.reports.warnings.first?.contains("clouds.yaml") == true)
        #expect(bench.reports.warnings.first?.contains("hunter22") == false)
    }

    @Test func `without a secret may be read by all`() async throws {
        let bench = try CloudsBench(Self.one.replacing(", password: p", with: ""))
        try bench.setMode(0o644, "clouds.yaml")
        _ = try await bench.settings()
        #expect(bench.reports.warnings.isEmpty)
    }

    @Test func `are refused when others may write to them, or replace them`() async throws {
        let bench = try CloudsBench(Self.one)
        try bench.setMode(0o606, "clouds.yaml")
        #expect(await bench.error()?.code == .local)
        try bench.setMode(0o600, "clouds.yaml")
        try bench.setMode(0o777, ".")
        #expect(await bench.error()?.code == .local)
        try bench.setMode(0o1777, ".")
        #expect(await bench.error() == nil)
    }

    @Test func `are passed by where another user may have put them for this one to find`() {
        func isForeign(_ owner: UInt32, _ mode: UInt32, of directory: UInt32 = 0) -> Bool {
            CloudsFiles.isForeign(owner, in: (directory, mode), for: 1000)
        }
        #expect(isForeign(1001, 0o1777))
        #expect(!isForeign(1000, 0o1777) && !isForeign(0, 0o1777) && !isForeign(1001, 0o1777, of: 1001))
        // A colleague's file in a directory of colleagues.
        #expect(!isForeign(1001, 0o775))
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `of another user in a directory for everybody hide none of one's own`() async throws {
        let bench = try CloudsBench(Self.one.replacing("one:", with: "planted:"))
        try makeDirectory(bench.directory("home/.config/openstack"))
        try bench.write("home/.config/openstack/clouds.yaml", Self.one)
        try bench.setMode(0o1777, ".")
        #expect(try await bench.resolver().clouds().map(\.name) == ["planted"])
        try #require(chown(bench.directory("clouds.yaml"), 65534, 65534) == 0)
        #expect(try await bench.resolver().clouds().map(\.name) == ["one"])
        #expect(bench.reports.warnings.count { $0.contains("belongs to another user") } == 1)
        let named = try await bench.settings(nil, ["OS_CLIENT_CONFIG_FILE": bench.directory("clouds.yaml")])
        #expect(named.name == "planted")
    }

    @Test(
        arguments: [
            ("clouds:\n  one:\n    auth: [\n", "line"), ("clouds: text\n", "line 1"), ("- a\n", "line 1"),
            ("clouds:\n  one: text\n", "line 2"), ("clouds:\n  one:\n    auth: text\n", "line 3"),
            ("clouds:\n  one:\n    auth: {}\n    verify: 'maybe'\n", "'auth.username'"),
            ("clouds:\n  one:\n    auth:\n      auth_url: ftp://x\n      username: u\n", "line 4"),
            ("clouds:\n  one:\n    auth:\n      auth_url: https://u:hunter2@x\n      username: u\n", "line 4"),
        ])
    func `with a mistake are refused, naming file and line or key`(_ text: String, _ place: String) async throws {
        let bench = try CloudsBench(text)
        let error = await bench.error("one")
        #expect(error?.code == .usage)
        #expect(words(error).contains("clouds.yaml"))
        #expect(words(error).contains(place), "\(words(error))")
        #expect(!words(error).contains("hunter2"))
    }

    @Test func `may be empty`() async throws {
        let bench = try CloudsBench("# nothing\n")
        #expect(try await bench.resolver().clouds().map(\.name) == [])
        #expect(await bench.error()?.code == .usage)
    }

    @Test func `with a key that comes twice are read, the last counts, and the line is told`() async throws {
        let bench = try CloudsBench(Self.one + "\n    region_name: A\n    region_name: B\n")
        #expect(try await bench.settings().region == "B")
        #expect(bench.reports.warnings.first?.contains("line 5") == true)
    }
}
