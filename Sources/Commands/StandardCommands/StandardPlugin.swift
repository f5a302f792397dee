public import CommandKit

/// The commands that ship.
public struct StandardPlugin: Plugin {
    public let name = "standard commands"

    public init() {}

    public func register(with registrar: inout Registrar) throws {
        for group in Self.groups {
            for command in group { try registrar.add(command) }
        }
        registrar.add(UnfinishedNotice())
    }

    /// By noun, in the order help shows them.
    private static let groups: [[any Command]] = [
        images, transfers, members, imports, tasks, locations, stores, cache, service, definitions,
        definitionsAsInGlance, servers, backends, jobs, session,
    ]

    private static let images: [any Command] = [
        ListImages(), ShowImage(), InspectImage(), CreateImage(), UploadImage(), SaveImage(), SetImage(), UnsetImage(),
        DeleteImage(), CopyImages(), WaitForImages(), DeactivateImage(), ReactivateImage(), AddTags(), RemoveTags(),
    ]

    private static let transfers: [any Command] = [ListTransfers(), ResumeTransfers(), CleanTransfers()]

    private static let members: [any Command] = [
        AddProject(), RemoveProject(), ListMembers(), GetMember(), SetMember(), ListMembersByOption(),
    ]

    private static let imports: [any Command] = [ImportImage(), ImportInfo(), StageImage(), CreateByImport()]

    private static let tasks: [any Command] = [ListTasks(), ShowTask(), ListTasksOfImage(), CreateTask()]

    private static let locations: [any Command] = [
        ListLocations(), AddLocation(), SetLocation(), DeleteLocations(),
    ]

    private static let stores: [any Command] = [ListStores(), DeleteFromStore(), CheckStore(), CleanStore()]

    private static let cache: [any Command] = [
        ListCachedImages(), QueueCachedImages(), DeleteCachedImages(), ClearCache(), PruneCache(), CleanCache(),
        ListCacheNodes(),
    ]

    private static let service: [any Command] = [ShowUsage(), ShowSchema()]

    private static let definitions: [any Command] = [
        ListNamespaces(), ShowNamespace(), CreateNamespace(), SetNamespace(), UnsetNamespace(), DeleteNamespaces(),
        ImportNamespace(), ListDefinitions(.property), ShowProperty(), CreateProperty(), SetProperty(),
        DeleteDefinitions(.property),
        ListDefinitions(.object), ShowObject(), ShowObjectProperty(), CreateObject(), UpdateObject(),
        DeleteDefinitions(.object),
        ListDefinitions(.tag), ShowTag(), CreateTags(), SetTag(), DeleteTags(), ListResourceTypes(), ListAssociations(),
        CreateAssociation(), DeleteAssociations(),
    ]

    private static let definitionsAsInGlance: [any Command] = [
        GlanceCreateNamespace(), GlanceUpdateNamespace(), GlanceShowNamespace(), GlanceListAssociations(),
        GlanceAssociate(), GlanceUpdateProperty(), GlanceShowDefinition(.property), GlanceDeleteDefinition(.property),
        GlanceCreateObject(),
        GlanceUpdateObject(), GlanceShowDefinition(.object), GlanceDeleteDefinition(.object), GlanceCreateTag(),
        GlanceCreateTags(),
        GlanceDeleteAll(.property), GlanceDeleteAll(.object), GlanceDeleteAll(.tag),
    ]

    private static let servers: [any Command] = [CreateServerImage(), ListServers()]

    private static let backends: [any Command] = [
        UseBackend(), ListBackends(), ShowBackend(), CloseBackends(), ListKinds(), CheckBackend(),
    ]

    private static let jobs: [any Command] = [ListJobs(), WaitForJobs(), ForegroundJob(), KillJobs()]

    private static let session: [any Command] = [
        Help(), Source(), RecordSession(), ReplayTranscript(), History(), EditLine(), Alias(), Unalias(), Echo(),
        Config(), Watch(),
        Exit(),
    ]
}
