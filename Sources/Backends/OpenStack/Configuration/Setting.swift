internal import BackendKit
internal import YAMLText

/// One value of the configuration, with the place it was written at.
struct Setting: Sendable {
    enum Value: Sendable {
        /// Nothing was written: the key counts as absent.
        case null
        case text(String)
        case list([Setting])
        case map(SettingMap)
    }

    /// Where to look when the value is wrong.
    enum Place: Sendable, Equatable {
        case file(String, line: Int)
        case variable(String)
        case option(String)
        /// What names a backend: `glance@prod:RegionTwo`.
        case address(BackendAddress)

        var text: String {
            switch self {
            case .file(let path, let line): "'\(path)', line \(line)"
            case .variable(let name): "the environment variable \(name)"
            case .option(let name): "the option \(Self.option(for: name))"
            case .address(let address): "'\(address)'"
            }
        }

        /// `OS_REGION_NAME` is `--os-region-name`; one option has no `os` in its name.
        static func option(for variable: String) -> String {
            variable == "OS_INSECURE" ? "--insecure" : "--" + variable.lowercased().replacing("_", with: "-")
        }
    }

    var value: Value
    var place: Place

    var text: String? { if case .text(let text) = value { text } else { nil } }
    var map: SettingMap? { if case .map(let map) = value { map } else { nil } }
    var isNull: Bool { if case .null = value { true } else { false } }

    init(_ value: Value, at place: Place) {
        self.value = value
        self.place = place
    }

    init(_ node: YAMLNode, file: String) {
        place = .file(file, line: node.line)
        switch node.content {
        case .scalar(let text, _): value = node.isNull ? .null : .text(text)
        case .list(let nodes): value = .list(nodes.map { Setting($0, file: file) })
        case .map(let entries):
            var map = SettingMap()
            for entry in entries { map[entry.key] = Setting(entry.value, file: file) }
            value = .map(map)
        }
    }

    func mistake(_ reason: String, hint: String? = nil) -> ImageError {
        ImageError(.usage, "\(place.text): \(reason)", hint: hint)
    }
}

/// Keys and their settings, in order. Keys are compared byte by byte.
struct SettingMap: Sendable {
    private(set) var entries: [(key: String, setting: Setting)] = []

    subscript(_ key: String) -> Setting? {
        get { place(of: key).map { entries[$0].setting } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let setting?): entries[place].setting = setting
            case (nil, let setting?): entries.append((key, setting))
            case (let place?, nil): entries.remove(at: place)
            case (nil, nil): break
            }
        }
    }

    private func place(of key: String) -> Int? { entries.firstIndex { $0.key.utf8.elementsEqual(key.utf8) } }

    /// This map with another laid over it: maps merge, everything else is replaced; what is null hides nothing.
    func overlaid(with other: SettingMap) -> SettingMap {
        var result = self
        for (key, setting) in other.entries where !setting.isNull {
            if case .map(let upper) = setting.value, let lower = result[key]?.map {
                result[key] = Setting(.map(lower.overlaid(with: upper)), at: setting.place)
            } else {
                result[key] = setting
            }
        }
        return result
    }

    /// The map with `-` as `_` in its keys and one name for each service, also in `auth`, and without what is null.
    func normalized() -> SettingMap {
        var result = SettingMap()
        for (key, setting) in entries where !setting.isNull {
            let name = ServiceKind.settingKey(key.replacing("-", with: "_"))
            if name == "auth", let auth = setting.map {
                result[name] = Setting(.map(auth.normalized()), at: setting.place)
            } else {
                result[name] = setting
            }
        }
        return result
    }
}
