import BackendKit
import HTTPTransport
import OpenStack
import TestSupport
import Testing

struct `the environment` {
    static let file = """
        clouds:
          one:
            auth: {auth_url: 'https://id.test/v3', username: u, password: p, project_id: pid}
            region_name: R1
        """
    static let login = ["OS_AUTH_URL": "https://env.test/v3", "OS_USERNAME": "eu", "OS_PASSWORD": "ep"]

    @Test func `is a cloud by itself when it says where to log in`() async throws {
        let bench = try CloudsBench(Self.file)
        let settings = try await bench.settings(nil, Self.login)
        #expect(settings.name == "envvars")
        #expect(settings.authURL == "https://env.test/v3")
        #expect(settings.password == "ep")
        #expect(settings.files == [])
        #expect(try await bench.resolver(Self.login).clouds().map(\.name) == ["one", "envvars"])
        #expect(bench.reports.warnings.isEmpty)
    }

    @Test func `may name its cloud otherwise, but not as one of a file`() async throws {
        var variables = Self.login
        variables["OS_CLOUD_NAME"] = "mine"
        let bench = try CloudsBench(Self.file)
        #expect(try await bench.settings("mine", variables).name == "mine")
        variables["OS_CLOUD_NAME"] = "one"
        #expect(await bench.error("one", variables)?.code == .usage)
        let clash = try CloudsBench(Self.file.replacing("one:", with: "envvars:"))
        #expect(await clash.error(nil, Self.login)?.message.contains("envvars") == true)
    }

    @Test func `chooses a cloud by OS_CLOUD, the caller before it, the only one without`() async throws {
        let bench = try CloudsBench(Self.file + "\n  two: {auth: {auth_url: 'https://two.test', username: t}}\n")
        #expect(try await bench.settings(nil, ["OS_CLOUD": "two"]).name == "two")
        #expect(try await bench.settings("one", ["OS_CLOUD": "two"]).name == "one")
        #expect(try await bench.settings(nil, ["OS_CLOUD": "one"], options: ["OS_CLOUD": "two"]).name == "two")
        let several = await bench.error()
        #expect(several?.code == .usage)
        #expect(words(several).contains("one, two"))
        let unknown = await bench.error("three")
        #expect(unknown?.message == "there is no cloud 'three'")
        #expect(words(unknown).contains("one, two"))
        #expect(try await CloudsBench(Self.file).settings().name == "one")
    }

    @Test func `without any cloud says what is missing`() async throws {
        let bench = try CloudsBench()
        let error = await bench.error()
        #expect(error?.code == .usage)
        #expect(words(error).contains("OS_AUTH_URL"))
        #expect(words(error).contains(bench.directory("home/.config/openstack")))
        #expect(words(await bench.error(nil, ["OS_AUTH_URL": "https://x.test"])).contains("OS_USERNAME is not set"))
    }

    @Test func `goes before the file, and one warning names what differs, never a value`() async throws {
        let bench = try CloudsBench(Self.file)
        var variables = Self.login
        variables["OS_CLOUD"] = "one"
        variables["OS_PASSWORD"] = "very-secret"
        variables["OS_REGION_NAME"] = "R1"
        let settings = try await bench.settings(nil, variables)
        #expect(settings.authURL == "https://env.test/v3")
        #expect(settings.password == "very-secret")
        #expect(bench.reports.warnings.count == 1)
        let warning = bench.reports.warnings.first ?? ""
        for name in ["OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD"] { #expect(warning.contains(name)) }
        for value in ["very-secret", "env.test", "OS_REGION_NAME"] { #expect(!warning.contains(value)) }
    }

    @Test func `that agrees with the file warns nobody, and neither does an option`() async throws {
        let bench = try CloudsBench(Self.file)
        let same = [
            "OS_CLOUD": "one", "OS_AUTH_URL": "https://id.test/v3/", "OS_USERNAME": "u", "OS_PROJECT_ID": "pid",
            "OS_PROJECT_NAME": "its name",
        ]
        _ = try await bench.settings(nil, same)
        let option = try await bench.settings("one", options: ["OS_USERNAME": "typed", "OS_REGION_NAME": "R9"])
        #expect(option.user?.user == .name("typed"))
        #expect(option.region == "R9")
        #expect(bench.reports.warnings.isEmpty)
    }

    @Test func `does not lead to another region than the file's; only an option does`() async throws {
        let bench = try CloudsBench(Self.file)
        let error = await bench.error("one", ["OS_REGION_NAME": "R2"])
        #expect(error?.code == .usage)
        #expect(
            error?.message == "the environment variable OS_REGION_NAME: cloud 'one' has no region 'R2'; it has: R1")
        #expect(error?.hint == "backend use glance@one:R1")
        #expect(words(error).contains("--os-region-name R2 and glance@one:R2 lead there all the same"))
        #expect(await bench.error("one", ["OS_REGION_NAME": "r1"])?.code == .usage)
        for (variable, option) in [("R2", "R1"), ("R1", "R9"), ("R2", "R9")] {
            let typed = try await bench.settings(
                "one", ["OS_REGION_NAME": variable], options: ["OS_REGION_NAME": option])
            #expect(typed.region == option)
        }
        #expect(bench.reports.warnings.isEmpty)
        let free = try CloudsBench(Self.file.replacing("\n    region_name: R1", with: ""))
        #expect(try await free.settings("one", ["OS_REGION_NAME": "R2"]).region == "R2")
    }

    @Test func `says where images are as the glance client's does`() async throws {
        let bench = try CloudsBench(Self.file)
        for (variables, options) in [
            (["OS_IMAGE_URL": "https://g.test:9292"], [:]), ([:], ["OS_IMAGE_URL": "https://g.test:9292"]),
            (["OS_IMAGE_ENDPOINT_OVERRIDE": "https://x.test"], ["OS_IMAGE_URL": "https://g.test:9292"]),
        ] as [([String: String], [String: String])] {
            let image = try await bench.settings("one", variables, options: options).services[.image]
            #expect(image?.endpoint?.description == "https://g.test:9292")
        }
        let both = ["OS_IMAGE_URL": "https://g.test", "OS_IMAGE_ENDPOINT_OVERRIDE": "https://x.test"]
        #expect(try await bench.settings("one", both).services[.image]?.endpoint?.description == "https://x.test")
    }

    @Test func `needs no login with a token and the address of images`() async throws {
        let bench = try CloudsBench()
        let variables = ["OS_IMAGE_URL": "https://g.test", "OS_AUTH_TOKEN": "tok"]
        let settings = try await bench.settings(nil, variables)
        guard case .adminToken(let token, endpoint: nil) = settings.login else {
            Issue.record("another login")
            return
        }
        #expect(token.reveal() == "tok")
        #expect(settings.services[.image]?.endpoint?.description == "https://g.test")
        #expect(await bench.error(nil, ["OS_IMAGE_URL": "https://g.test"])?.message.contains("no cloud") == true)
    }

    @Test func `displaces the file's project by another name for it`() async throws {
        let bench = try CloudsBench(Self.file)
        let named = try await bench.settings("one", ["OS_PROJECT_NAME": "other"])
        #expect(named.scope == .project(.name("other"), domain: .id("default")))
        #expect(try await bench.settings("one", ["OS_SYSTEM_SCOPE": "all"]).scope == .system)
        #expect(try await bench.settings("one", ["OS_USER_ID": "uid"]).user == .init(.id("uid")))
    }

    @Test(
        arguments: [
            (["OS_PROJECT_ID": "x"], CloudSettings.Scope.project(.id("x"), domain: nil)),
            (["OS_TENANT_ID": "x"], .project(.id("x"), domain: nil)),
            (["OS_PROJECT_NAME": "x", "OS_PROJECT_DOMAIN_NAME": "D"], .project(.name("x"), domain: .name("D"))),
            (["OS_PROJECT_NAME": "x", "OS_PROJECT_DOMAIN_ID": "d"], .project(.name("x"), domain: .id("d"))),
            (["OS_TENANT_NAME": "old", "OS_PROJECT_NAME": "x"], .project(.name("x"), domain: .id("default"))),
            (["OS_TENANT_NAME": "x"], .project(.name("x"), domain: .id("default"))),
            (["OS_PROJECT_NAME": "x", "OS_DEFAULT_DOMAIN": "dd"], .project(.name("x"), domain: .id("dd"))),
            (["OS_PROJECT_NAME": "x", "OS_DEFAULT_DOMAIN_ID": "dd"], .project(.name("x"), domain: .id("dd"))),
            (["OS_PROJECT_NAME": "x", "OS_DEFAULT_DOMAIN_NAME": "DD"], .project(.name("x"), domain: .name("DD"))),
            (["OS_PROJECT_NAME": "x", "OS_DOMAIN_NAME": "D"], .project(.name("x"), domain: .name("D"))),
            (["OS_DOMAIN_ID": "d"], .domain(.id("d"))), (["OS_DOMAIN_NAME": "D"], .domain(.name("D"))),
            (["OS_SYSTEM_SCOPE": "all"], .system), (["OS_TRUST_ID": "t"], .trust("t")),
            (["OS_PROJECT_NAME": ""], .unspecified),
        ] as [([String: String], CloudSettings.Scope)])
    func `says what the token is for`(_ variables: [String: String], _ scope: CloudSettings.Scope) async throws {
        let settings = try await CloudsBench().settings(nil, Self.login.merging(variables) { $1 })
        #expect(settings.scope == scope)
    }

    @Test(
        arguments: [
            (
                ["OS_PROJECT_ID": "v"], ["OS_PROJECT_NAME": "o"],
                CloudSettings.Scope.project(.name("o"), domain: .id("default"))
            ),
            (["OS_PROJECT_NAME": "v"], ["OS_PROJECT_ID": "o"], .project(.id("o"), domain: nil)),
            (
                ["OS_PROJECT_NAME": "v", "OS_PROJECT_ID": "v"], ["OS_TENANT_NAME": "o"],
                .project(.name("o"), domain: .id("default"))
            ),
            (["OS_PROJECT_NAME": "v"], ["OS_SYSTEM_SCOPE": "all"], .system),
            (["OS_SYSTEM_SCOPE": "all"], ["OS_PROJECT_ID": "o"], .project(.id("o"), domain: nil)),
            (["OS_TRUST_ID": "v"], ["OS_PROJECT_ID": "o"], .project(.id("o"), domain: nil)),
            (["OS_PROJECT_ID": "v"], ["OS_TRUST_ID": "o"], .trust("o")),
            (
                ["OS_PROJECT_NAME": "v", "OS_PROJECT_DOMAIN_ID": "default"], ["OS_PROJECT_DOMAIN_NAME": "o"],
                .project(.name("v"), domain: .name("o"))
            ),
            (
                ["OS_PROJECT_NAME": "v", "OS_PROJECT_DOMAIN_NAME": "v"], ["OS_PROJECT_DOMAIN_ID": "o"],
                .project(.name("v"), domain: .id("o"))
            ),
            (
                ["OS_PROJECT_NAME": "v", "OS_DEFAULT_DOMAIN_ID": "v"], ["OS_DEFAULT_DOMAIN_NAME": "o"],
                .project(.name("v"), domain: .name("o"))
            ),
            // An empty option takes away what the variable of its name says, and no more.
            (
                ["OS_PROJECT_ID": "v", "OS_PROJECT_NAME": "name"], ["OS_PROJECT_ID": ""],
                .project(.name("name"), domain: .id("default"))
            ),
        ] as [([String: String], [String: String], CloudSettings.Scope)])
    func `gives way to an option for the same thing, whatever the two are called`(
        _ variables: [String: String], _ options: [String: String], _ scope: CloudSettings.Scope
    ) async throws {
        let bench = try CloudsBench(Self.file)
        let login = Self.login.merging(variables) { $1 }
        #expect(try await bench.settings("envvars", login, options: options).scope == scope)
        // Over a file they are three layers, the option on top.
        #expect(try await bench.settings("one", login, options: options).scope == scope)
        let warning = bench.reports.warnings.joined()
        if options["OS_PROJECT_NAME"] != nil { #expect(!warning.contains("OS_PROJECT_ID")) }
    }

    @Test func `gives way to an option for the user, the domain, the credential and a service's interface`()
        async throws
    {
        let bench = try CloudsBench()
        let user = try await bench.settings(
            nil, Self.login.merging(["OS_USER_ID": "v", "OS_USER_DOMAIN_ID": "v"]) { $1 },
            options: ["OS_USERNAME": "o", "OS_USER_DOMAIN_NAME": "O"])
        #expect(user.user == .init(.name("o"), domain: .name("O")))
        #expect(try await bench.settings(nil, Self.login, options: ["OS_USER_ID": "o"]).user == .init(.id("o")))
        let byName = try await bench.settings(
            nil,
            Self.login.merging(["OS_APPLICATION_CREDENTIAL_ID": "v", "OS_APPLICATION_CREDENTIAL_SECRET": "s"]) { $1 },
            options: ["OS_APPLICATION_CREDENTIAL_NAME": "o"])
        guard case .applicationCredential(_, let credential) = byName.login else {
            Issue.record("another login")
            return
        }
        #expect(credential.credential == .name("o"))
        let domain = try await bench.settings(
            nil, Self.login.merging(["OS_DOMAIN_ID": "v"]) { $1 }, options: ["OS_DOMAIN_NAME": "o"])
        #expect(domain.scope == .domain(.name("o")))
        let interface = try await bench.settings(
            nil, Self.login.merging(["OS_INTERFACE": "admin", "OS_IMAGE_ENDPOINT_TYPE": "admin"]) { $1 },
            options: ["OS_ENDPOINT_TYPE": "internal", "OS_IMAGE_INTERFACE": "internal"])
        #expect(interface.interfaces == [.internal])
        #expect(interface.services[.image]?.interfaces == [.internal])
    }

    @Test(
        arguments: [
            ["OS_URL": "https://g.test", "OS_TOKEN": "t"], ["OS_ENDPOINT": "https://g.test", "OS_AUTH_TOKEN": "t"],
            ["OS_AUTH_TYPE": "none", "OS_URL": "https://g.test"],
            ["OS_AUTH_TYPE": "none", "OS_IMAGE_ENDPOINT_OVERRIDE": "https://g.test"],
            ["OS_AUTH_PLUGIN": "none", "OS_BLOCK_STORAGE_ENDPOINT_OVERRIDE": "https://g.test"],
        ])
    func `is a cloud by itself without an identity service too`(_ variables: [String: String]) async throws {
        let bench = try CloudsBench(Self.file)
        let settings = try await bench.settings(nil, variables)
        #expect(settings.name == "envvars")
        switch settings.login {
        case .adminToken(let token, let endpoint):
            #expect(token.reveal() == "t" && endpoint?.description == "https://g.test")
        case .none: break
        default: Issue.record("another login")
        }
        let environment = BackendEnvironment(variables: variables)
        #expect(CloudResolver.address(of: "glance", meantBy: environment)?.description == "glance")
    }

    @Test(arguments: ["OS_ENDPOINT", "OS_URL"])
    func `that names a service lacks a token, and no user`(_ name: String) async throws {
        let bench = try CloudsBench()
        let variable = await bench.error(nil, [name: "https://g.test"])
        let lack = "names a service, and there is no token for it: OS_TOKEN is not set"
        #expect(variable?.message == "the environment variable \(name) \(lack)")
        #expect(variable?.code == .usage && variable?.hint == "export OS_TOKEN=…, or OS_AUTH_URL=… to log in")
        let option = await bench.error(options: ["OS_ENDPOINT": "https://g.test"])
        #expect(option?.message.hasPrefix("the option --os-endpoint names a service, ") == true)
        let login = await bench.error(nil, [name: "https://g.test", "OS_AUTH_URL": "https://id.test"])
        #expect(login?.message == "OS_USERNAME is not set")
    }

    @Test(
        arguments: [
            ([:], nil), (["OS_CLOUD": "lab"], "glance@lab"), (["OS_AUTH_URL": "https://x/v3"], "glance"),
            (["OS_CLOUD": ""], nil), (["OS_USERNAME": "u", "OS_AUTH_TYPE": "none"], nil),
            (["OS_IMAGE_ENDPOINT_OVERRIDE": "https://g.test"], nil),
        ] as [([String: String], String?)])
    func `means a cloud when it names one, or says where one is`(_ variables: [String: String], _ address: String?) {
        let environment = BackendEnvironment(variables: variables)
        #expect(CloudResolver.address(of: "glance", meantBy: environment)?.description == address)
    }

    @Test(
        arguments: [
            "OS_REGION_NAME", "OS_IMAGE_URL", "OS_USERNAME", "OS_PROJECT_NAME", "OS_CACERT",
            "OS_IMAGE_ENDPOINT_OVERRIDE",
        ])
    func `means a cloud when an option is about one, which a variable is not`(_ name: String) {
        func address(_ variables: [String: String], _ options: [String: String]) -> BackendAddress? {
            CloudResolver.address(
                of: "glance", meantBy: BackendEnvironment(variables: variables, options: options))
        }
        #expect(address([:], [name: "x"])?.description == "glance")
        #expect(address(["OS_CLOUD": "lab"], [name: "x"])?.description == "glance@lab")
        #expect(address([name: "x"], [:]) == nil)
        #expect(address([:], [name: ""]) == nil)
    }

    @Test(
        arguments: [
            ("OS_INSECURE", "true", true), ("OS_INSECURE", "false", false), ("OS_IMAGE_API_VERSION", "2", false),
            ("IMGSH_DEBUG", "1", false),
        ])
    func `means no cloud by an option that says nothing of one`(_ name: String, _ value: String, _ isMeant: Bool) {
        let environment = BackendEnvironment(variables: [:], options: [name: value])
        #expect((CloudResolver.address(of: "glance", meantBy: environment) != nil) == isMeant)
    }

    @Test func `says which option has no cloud to be for, and what to type`() async throws {
        let none = try CloudsBench()
        let region = await none.error(options: ["OS_REGION_NAME": "R2"])
        #expect(region?.code == .usage)
        #expect(region?.message.hasPrefix("no cloud is configured for --os-region-name: ") == true)
        #expect(region?.hint == "--os-auth-url URL, or --os-cloud NAME")
        let address = await none.error(options: ["OS_IMAGE_URL": "https://g.test", "OS_CACERT": "/ca"])
        #expect(address?.message.hasPrefix("no cloud is configured for --os-image-url: ") == true)
        #expect(address?.hint == "export OS_TOKEN=…, which with an address needs no login")
        let insecure = await none.error(options: ["OS_INSECURE": "true"])
        #expect(insecure?.message.hasPrefix("no cloud is configured for --insecure: ") == true)
        let login = await none.error(options: ["OS_AUTH_URL": "https://x.test"])
        #expect(login?.hint == "--os-username …")
        let token = await none.error(options: ["OS_AUTH_URL": "https://x.test", "OS_AUTH_TYPE": "token"])
        #expect(token?.hint == "export OS_TOKEN=…")
        let two = try CloudsBench(Self.file + "\n  two: {auth: {auth_url: 'https://two.test', username: t}}\n")
        #expect(
            await two.error(options: ["OS_REGION_NAME": "R1"])?.hint
                == "--os-cloud one, or at the prompt: backend use glance@one")
        #expect(await two.error()?.hint == "backend use glance@one")
    }

    @Test(arguments: ["VOLUME", "VOLUMEV3", "BLOCK_STORAGE", "BLOCK_STORE"])
    func `says where block storage is, by any of its names`(_ name: String) async throws {
        let bench = try CloudsBench(
            Self.file.replacing("region_name: R1", with: "block-storage-endpoint-override: 'https://file.test'"))
        #expect(try await bench.settings("one").services[.volume]?.endpoint?.description == "https://file.test")
        let settings = try await bench.settings("one", ["OS_\(name)_ENDPOINT_OVERRIDE": "https://env.test"])
        #expect(settings.services[.volume]?.endpoint?.description == "https://env.test")
    }

    @Test func `says who logs in`() async throws {
        let bench = try CloudsBench()
        let at = ["OS_AUTH_URL": "https://env.test"]
        func login(_ variables: [String: String]) async throws -> CloudSettings.Login {
            try await bench.settings(nil, at.merging(variables) { $1 }).login
        }
        guard case .password(_, let user, nil) = try await login(["OS_USERNAME": "u", "OS_USER_DOMAIN_NAME": "D"]),
            case .token(_, let token) = try await login(["OS_TOKEN": "tok"]),
            case .token(_, let old) = try await login(["OS_AUTH_TOKEN": "tok2", "OS_AUTH_TYPE": "v3token"]),
            case .applicationCredential(_, let credential) = try await login([
                "OS_APPLICATION_CREDENTIAL_ID": "ac", "OS_APPLICATION_CREDENTIAL_SECRET": "s",
            ]),
            case .adminToken = try await bench.settings(nil, ["OS_TOKEN": "t", "OS_ENDPOINT": "https://g.test"]).login
        else {
            Issue.record("another login")
            return
        }
        #expect(user == .init(.name("u"), domain: .name("D")))
        #expect(token.reveal() == "tok")
        #expect(old.reveal() == "tok2")
        #expect(credential.credential == .id("ac"))
    }

    @Test func `says how to reach the services`() async throws {
        let bench = try CloudsBench()
        try bench.write("ca.pem", "")
        let settings = try await bench.settings(
            nil,
            Self.login.merging([
                "OS_INTERFACE": "internalURL", "OS_CACERT": bench.directory("ca.pem"), "OS_REGION_NAME": "R7",
                "OS_IMAGE_ENDPOINT_OVERRIDE": "https://img.test", "OS_COMPUTE_REGION_NAME": "RC",
                "OS_IMAGE_SERVICE_NAME": "g", "https_proxy": "http://proxy:3128", "no_proxy": "inner",
                "HTTP_PROXY": "http://evil", "IMGSH_TOKEN_CACHE": "1",
            ]) { $1 })
        #expect(settings.interfaces == [.internal])
        #expect(settings.region == "R7")
        #expect(settings.services[.image]?.endpoint?.description == "https://img.test")
        #expect(settings.services[.image]?.catalogueName == "g")
        #expect(settings.services[.compute]?.region == "RC")
        #expect(settings.cachesToken)
        let options = settings.transportOptions(userAgent: "x")
        #expect(options.caFile == bench.directory("ca.pem"))
        #expect(options.httpsProxy == "http://proxy:3128")
        #expect(options.httpProxy == nil)
        #expect(options.noProxy == "inner")
    }

    @Test func `turns verification off with OS_INSECURE only for its usual words`() async throws {
        let bench = try CloudsBench()
        for (word, verifies) in [("true", false), ("1", false), ("True", false), ("false", true), ("", true)] {
            #expect(
                try await bench.settings(nil, Self.login.merging(["OS_INSECURE": word]) { $1 }).verifiesTLS == verifies)
        }
        let error = await bench.error(nil, Self.login.merging(["OS_INSECURE": "perhaps"]) { $1 })
        #expect(words(error).contains("OS_INSECURE"))
    }

    @Test func `takes a bundle of certificates by the names of other clients`() async throws {
        let bench = try CloudsBench()
        try bench.write("ca.pem", "")
        for name in ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"] {
            let settings = try await bench.settings(nil, Self.login.merging([name: bench.directory("ca.pem")]) { $1 })
            #expect(settings.caFile == bench.directory("ca.pem"))
            #expect(await bench.error(nil, Self.login.merging([name: "/gone.pem"]) { $1 })?.code == .usage)
        }
    }

    @Test func `takes a directory of certificates as well`() async throws {
        let bench = try CloudsBench()
        let place = bench.directory("certificates")
        try makeDirectory(place)
        for name in ["REQUESTS_CA_BUNDLE", "OS_CACERT"] {
            let settings = try await bench.settings(nil, Self.login.merging([name: place]) { $1 })
            let options = settings.transportOptions(userAgent: "x")
            #expect(options.caDirectory == place && options.caFile == nil)
        }
        #expect(await bench.error(nil, Self.login.merging(["OS_CERT": place]) { $1 })?.code == .usage)
    }

    @Test func `is named in mistakes, options as options`() async throws {
        let bench = try CloudsBench()
        let variable = await bench.error(nil, Self.login.merging(["OS_AUTH_URL": "nonsense"]) { $1 })
        #expect(words(variable).contains("the environment variable OS_AUTH_URL"))
        let option = await bench.error(nil, Self.login, options: ["OS_AUTH_TYPE": "v3kerberos"])
        #expect(words(option).contains("--os-auth-type"))
    }
}
