import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `a cloud's entry` {
    /// Settings of the one cloud whose entry has these lines.
    private func settings(
        _ lines: String, auth: String = "auth_url: 'https://id.test/v3', username: u, password: p",
        _ variables: [String: String] = [:]
    ) async throws -> CloudSettings {
        try await bench(lines, auth).settings("one", variables)
    }

    private func bench(_ lines: String, _ auth: String = "auth_url: 'https://id.test/v3', username: u, password: p")
        throws -> CloudsBench
    {
        try CloudsBench(
            "clouds:\n  one:\n    auth: {\(auth)}\n" + lines.split(separator: "\n").map { "    \($0)\n" }.joined())
    }

    @Test(
        arguments: [
            ("project_id: 00123", CloudSettings.Scope.project(.id("00123"), domain: nil)),
            ("project_name: x", .project(.name("x"), domain: .id("default"))),
            ("project_name: x, project_domain_name: D", .project(.name("x"), domain: .name("D"))),
            ("project_name: x, domain_id: d", .project(.name("x"), domain: .id("d"))),
            ("project_name: x, default_domain: dd", .project(.name("x"), domain: .id("dd"))),
            ("tenant_name: x", .project(.name("x"), domain: .id("default"))),
            ("tenant_id: t", .project(.id("t"), domain: nil)),
            ("tenant-id: t", .project(.id("t"), domain: nil)),
            ("tenant_name: old, project_name: new", .project(.name("new"), domain: .id("default"))),
            ("tenant_name: old, project_name: ", .project(.name("old"), domain: .id("default"))),
            ("domain_name: D", .domain(.name("D"))), ("system_scope: all", .system), ("trust_id: t", .trust("t")),
            ("user_domain_name: D", .unspecified),
        ])
    func `says what the token is for`(_ auth: String, _ scope: CloudSettings.Scope) async throws {
        let found = try await settings("", auth: "auth_url: 'https://id.test', username: u, password: p, \(auth)")
        #expect(found.scope == scope)
    }

    @Test func `with two scopes, or half a system, is refused`() async throws {
        let base = "auth_url: 'https://id.test', username: u"
        #expect(await (try bench("", base + ", project_id: x, trust_id: t")).error("one")?.code == .usage)
        let error = await (try bench("", base + ", system_scope: some")).error("one")
        #expect(words(error).contains("line 3"))
    }

    @Test func `gives the user its domain, in every spelling`() async throws {
        let base = "auth_url: 'https://id.test', username: u, password: p, "
        #expect(
            try await settings("", auth: base + "user_domain_name: D").user == .init(.name("u"), domain: .name("D")))
        #expect(try await settings("", auth: base + "user_domain_id: d").user?.domain == .id("d"))
        #expect(try await settings("", auth: base + "project_name: x, domain_name: D").user?.domain == .name("D"))
        #expect(try await settings("", auth: base + "x: y").user?.domain == .id("default"))
        #expect(try await settings("", auth: "auth_url: 'https://id.test', user_id: 0012").user == .init(.id("0012")))
    }

    @Test func `keeps a password as it is written`() async throws {
        for password in ["12345", "yes", "1e3", "0777", "12:30:45"] {
            let found = try await settings("", auth: "auth_url: 'https://id.test', username: u, password: \(password)")
            #expect(found.password == password)
        }
    }

    @Test func `may have what belongs to auth beside it, where it goes before`() async throws {
        let found = try await settings("username: beside\nproject_name: top\nauth_plugin: v3password")
        #expect(found.user?.user == .name("beside"))
        #expect(found.scope == .project(.name("top"), domain: .id("default")))
    }

    @Test func `is taken as if what is null were not there`() async throws {
        #expect(words(await (try bench("auth_type: ~\nauth_plugin: v3kerberos")).error("one")).contains("v3kerberos"))
        let bench = try bench("profile:\ncloud: vendor\nregion_name: ~\nimage_interface:", "username: u, password: p")
        try bench.write(
            "clouds-public.yaml",
            "public-clouds: {vendor: {auth: {auth_url: 'https://vendor.test'}, region_name: RV, image_interface: admin}}"
        )
        let found = try await bench.settings("one")
        #expect(found.authURL == "https://vendor.test")
        #expect(found.region == "RV")
        #expect(found.services[.image]?.interfaces == [.admin])
    }

    @Test(arguments: ["volume", "block_storage", "volumev3", "block_store", "block-storage"])
    func `has settings of block storage by any of its names`(_ name: String) async throws {
        let found = try await settings("\(name)_region_name: RV\n\(name)_service_name: cinder")
        #expect(found.services[.volume]?.region == "RV")
        #expect(found.services[.volume]?.catalogueName == "cinder")
    }

    @Test func `is laid over its profile by whatever names the two call a service`() async throws {
        let bench = try bench("profile: vendor\nvolume_region_name: RU", "username: u, password: p")
        try bench.write(
            "clouds-public.yaml",
            "public-clouds: {vendor: {auth: {auth_url: 'https://vendor.test'}, block_storage_region_name: RV}}")
        #expect(try await bench.settings("one").services[.volume]?.region == "RU")
    }

    @Test func `is laid over its profile`() async throws {
        for key in ["profile", "cloud"] {
            let bench = try bench("\(key): vendor\ninterface: internal", "username: u, password: p")
            try bench.write(
                "clouds-public.yaml",
                """
                public-clouds:
                  vendor:
                    auth: {auth_url: 'https://{region_name}.vendor.test/v3', username: nobody}
                    interface: admin
                    region_name: RV
                """)
            let found = try await bench.settings("one")
            #expect(found.authURL == "https://rv.vendor.test/v3")
            #expect(found.user?.user == .name("u"))
            #expect(found.interfaces == [.internal])
        }
    }

    @Test func `with a profile nobody has is refused when it needs it`() async throws {
        let error = await (try bench("profile: vexxhost", "username: u")).error("one")
        #expect(error?.code == .usage)
        #expect(words(error).contains("vexxhost"))
        #expect(try await settings("profile: vexxhost").authURL == "https://id.test/v3")
    }

    static let regions = "regions: [R1, {name: R2, values: {auth: {username: two}, interface: admin}}]"

    @Test func `takes the first of its regions, or the one asked for with its values`() async throws {
        #expect(try await settings(Self.regions).region == "R1")
        let second = try await settings(Self.regions, ["OS_REGION_NAME": "R2"])
        #expect(second.region == "R2")
        #expect(second.user?.user == .name("two"))
        #expect(second.interfaces == [.admin])
        #expect(try await settings(Self.regions + "\nregion_name: R2").region == "R2")
        let option = try await (try bench(Self.regions + "\nregion_name: R1"))
            .settings("one", ["OS_REGION_NAME": "R1"], options: ["OS_REGION_NAME": "R2"])
        #expect(option.region == "R2")
    }

    @Test func `does not know regions beside its list, nor in other case`() async throws {
        let error = await (try bench(Self.regions)).error("one", ["OS_REGION_NAME": "r1"])
        #expect(error?.code == .usage)
        #expect(words(error).contains("R1, R2"))
        #expect(error?.hint == "backend use glance@one:R1")
        let option = await (try bench(Self.regions)).error("one", options: ["OS_REGION_NAME": "R3"])
        #expect(option?.hint == "--os-region-name R1")
    }

    @Test func `names the address whose region it does not have`() async throws {
        let bench = try bench(Self.regions)
        let environment = BackendEnvironment(variables: ["OS_CLIENT_CONFIG_FILE": bench.directory("clouds.yaml")])
        let address = try BackendAddress(parsing: "nova@one:R3")
        let error = await #expect(throws: ImageError.self) {
            try await CloudResolver.settings(at: address, environment)
        }
        #expect(error?.message == "'nova@one:R3': cloud 'one' has no region 'R3'; it has: R1, R2")
        #expect(error?.hint == "backend use nova@one:R1")
        let empty = try TemporaryDirectory()
        let nowhere = CloudResolver(
            BackendEnvironment(variables: ["HOME": empty.path]), at: try BackendAddress(parsing: "glance@:R3"),
            currentDirectory: empty.path, siteDirectories: [])
        let none = await #expect(throws: ImageError.self) { try await nowhere.settings() }
        #expect(none?.message.hasPrefix("no cloud is configured: ") == true, "\(none?.message ?? "")")
    }

    @Test func `takes the first of an old list of regions in one text`() async throws {
        #expect(try await settings("region_name: R1,R2").region == "R1")
    }

    @Test func `lets endpoint_type go before interface, also a region's`() async throws {
        #expect(try await settings("endpoint_type: internalURL\ninterface: admin").interfaces == [.internal])
        #expect(try await settings("interface: [internal, publicURL]").interfaces == [.internal, .public])
        #expect(words(await (try bench("interface: secret")).error("one")).contains("line 4"))
    }

    @Test func `fills in plain keys, but never in a secret`() async throws {
        let found = try await settings(
            "region_name: r1\nimage_endpoint_override: 'https://{region_name}.img.test/{place}'\nplace: here",
            auth: "auth_url: 'https://{region_name}.k.test', username: u, password: 'a{region_name}b'")
        #expect(found.authURL == "https://r1.k.test")
        #expect(found.services[.image]?.endpoint?.description == "https://r1.img.test/here")
        #expect(found.password == "a{region_name}b")
        let error = await (try bench("", "auth_url: 'https://{nothing}.test', username: u")).error("one")
        #expect(words(error).contains("{nothing}"))
    }

    @Test(
        arguments: [
            ("verify: false", false), ("verify: 'false'", false), ("verify: no", false), ("verify: Off", false),
            ("verify: 0", false), ("verify: true", true), ("verify: 'yes'", true), ("insecure: true", false),
            ("insecure: 'True'", false), ("insecure: false", true), ("verify: ''", true),
        ])
    func `understands the usual words of verify and insecure`(_ line: String, _ verifies: Bool) async throws {
        let bench = try bench(line)
        #expect(try await bench.settings("one").verifiesTLS == verifies)
        #expect(bench.reports.warnings.count == (verifies ? 0 : 1), "unverified TLS is said")
    }

    @Test func `refuses other words with the line`() async throws {
        for line in ["verify: /etc/ca.pem", "insecure: maybe", "cache_token: 2", "api_timeout: soon"] {
            let error = await (try bench(line)).error("one")
            #expect(error?.code == .usage)
            #expect(words(error).contains("line 4"), "\(line)")
        }
    }

    @Test func `finds certificates beside its file and in the home directory, and misses those that are gone`()
        async throws
    {
        let bench = try bench("cacert: ca.pem\ncert: ~/c.pem\nkey: ~/c.key")
        try makeDirectory(bench.directory("home"))
        try bench.write("ca.pem", "")
        #expect(words(await bench.error("one")).contains("c.pem"))
        try bench.write("home/c.pem", "")
        try bench.write("home/c.key", "")
        let found = try await bench.settings("one")
        #expect(found.caFile == bench.directory("ca.pem"))
        #expect(found.clientCertificate == bench.directory("home/c.pem"))
        let options = found.transportOptions(userAgent: "imgsh/9")
        #expect(options.caFile == found.caFile)
        #expect(options.clientKey == bench.directory("home/c.key"))
        #expect(options.userAgent == "imgsh/9")
        try bench.setMode(0o644, "home/c.key")
        _ = try await bench.settings("one")
        #expect(bench.reports.warnings.contains { $0.contains("c.key") })
        try bench.setMode(0o602, "home/c.key")
        #expect(await bench.error("one")?.code == .local)
    }

    @Test func `lets verify: false go before cacert`() async throws {
        #expect(try await settings("verify: false\ncacert: gone.pem").caFile == nil)
    }

    @Test func `has settings of single services`() async throws {
        let found = try await settings(
            """
            image_interface: internal
            image_region_name: RI
            image_service_type: picture
            image_service_name: glance2
            compute_endpoint_override: https://nova.test/v2.1
            compute_default_microversion: '2.35'
            api_timeout: 7.5
            cache_token: true
            allow_plain_http: true
            """)
        #expect(found.services[.image]?.interfaces == [.internal])
        #expect(found.services[.image]?.region == "RI")
        #expect(found.services[.image]?.catalogueType == "picture")
        #expect(found.services[.image]?.catalogueName == "glance2")
        #expect(found.services[.compute]?.endpoint?.description == "https://nova.test/v2.1")
        #expect(found.services[.compute]?.microversion == "2.35")
        #expect(found.transportOptions(userAgent: "x").metadataLimit == .seconds(7.5))
        #expect(found.transportOptions(userAgent: "x").workLimit == .seconds(7.5))
        #expect(found.cachesToken)
        #expect(found.allowsPlainHTTP)
    }

    @Test func `warns once when the keys of TLS connections are written to a file`() async throws {
        let bench = try bench("")
        for _ in 1...2 { _ = try await bench.settings("one", ["SSLKEYLOGFILE": "/tmp/keys"]) }
        #expect(bench.reports.warnings.count { $0.contains("'/tmp/keys'") } == 1)
        _ = try await bench.settings("one", ["SSLKEYLOGFILE": ""])
        #expect(bench.reports.warnings.count == 1)
    }

    @Test(arguments: ["identity_api_version: 2.0", "image_api_version: '1'", "compute_api_version: 3"])
    func `refuses API versions that are gone`(_ line: String) async throws {
        #expect(words(await (try bench(line)).error("one")).contains("line 4"))
    }

    @Test func `takes the versions that are there`() async throws {
        _ = try await settings("identity_api_version: 3\nimage_api_version: '2'\ncompute_api_version: 2.1")
    }
}
