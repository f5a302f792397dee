/// Something to be explained that is no command: once, for `help` and the manual.
public struct HelpTopic: Sendable {
    /// What `help` is asked for.
    public let name: String
    public let title: String
    public let paragraphs: [String]
    /// What can be typed, and what it means.
    public let rows: [(left: String, right: String)]
    /// Words a statement begins with, which are explained here.
    public let keywords: [String]
    /// Parts with a title of their own.
    public let sections: [HelpTopic]

    public static let all: [HelpTopic] = [.backends, .background, .completion, .keys, .language, .plugins]

    init(
        name: String, title: String, paragraphs: [String], rows: [(left: String, right: String)] = [],
        keywords: [String] = [], sections: [HelpTopic] = []
    ) {
        self.name = name
        self.title = title
        self.paragraphs = paragraphs
        self.rows = rows
        self.keywords = keywords
        self.sections = sections
    }

    /// The part that explains a word with which a statement begins.
    public func part(about keyword: String) -> HelpTopic? {
        keywords.contains(keyword) ? self : sections.lazy.compactMap { $0.part(about: keyword) }.first
    }

    /// The whole page.
    public func page(columns: Int) -> String {
        var text = title + "\n"
        for paragraph in paragraphs {
            text += "\n" + DisplayWidth.wrap(paragraph, to: max(20, columns)).map { $0 + "\n" }.joined()
        }
        if !rows.isEmpty { text += "\n" + HelpText.list(rows, columns: columns) }
        for section in sections { text += "\n" + section.page(columns: columns) }
        return text
    }
}

extension HelpTopic {
    static let backends = HelpTopic(
        name: "backends", title: "Backends and addresses",
        paragraphs: [
            "A backend is where images are: the store of a directory, or the service of a cloud. Several can be open at "
                + "once; one is the current one, which the prompt shows and commands mean. An open backend is called by "
                + "its address, or by the name that 'backend use ADDRESS --as NAME' gave it.",
            "After '@' the text up to the last ':' is a cloud of clouds.yaml, and what follows is its region. Opening "
                + "waits for no network: the first command that needs a login logs in. Two open backends of one name "
                + "cannot be; the same cloud with other settings needs '--as NAME'.",
            "A line that begins with '@' and a backend runs on that backend, and the current one stays. An image of "
                + "another backend is named by the backend, '//' and the image; a backend that is not open is opened. "
                + "Before '//' stands the name of an open backend or an address; where it is neither, the whole is a "
                + "plain name. '//NAME' is always the image NAME of the current backend, whatever is in the name.",
            "A session begins with the backend of --backend, else of IMGSH_BACKEND, else what 'use' in the start file "
                + "says, else glance when OS_CLOUD is set, the variables of the openstack client say where a cloud is "
                + "(OS_AUTH_URL, OS_ENDPOINT, OS_URL, or OS_AUTH_TYPE=none and OS_IMAGE_ENDPOINT_OVERRIDE), or an "
                + "option about a cloud is given, such as --os-region-name, else local. With such an option an "
                + "IMGSH_BACKEND that names a local store is not looked at. "
                + "When a backend cannot be reached, the prompt says 'offline' until a command gets through.",
        ],
        rows: [
            ("use local", "Your own store"), ("use local:/srv/images", "The store of a directory"),
            ("use glance@prod", "The Glance of the cloud 'prod'"),
            ("use glance@prod:RegionTwo", "The same in a region; --os-region-name does it too"),
            ("use glance@prod --os-project-name demo --as demo", "The same cloud in another project, called 'demo'"),
            ("@glance@prod image list", "One command on another backend"),
            ("image show glance@prod//cirros", "An image of another backend"),
            ("image show 'local:/srv/images//my image'", "The same; quotes are for the blank"),
            ("image create glance@prod//new --file f.img", "A new image there; --name takes every name as it is"),
            ("image show //odd//name", "An image of the current backend that is called 'odd//name'"),
        ])
}
