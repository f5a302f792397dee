public import CommandKit

/// The commands that ship.
public struct StandardPlugin: Plugin {
    public let name = "standard commands"

    public init() {}

    /// By noun, in the order help shows them.
    public func register(with registrar: inout Registrar) throws {
        try registrar.add(
            ListImages.self, ShowImage.self, InspectImage.self, CreateImage.self, UploadImage.self, SaveImage.self,
            SetImage.self, UnsetImage.self, DeleteImage.self, CopyImages.self, WaitForImages.self,
            DeactivateImage.self, ReactivateImage.self, AddTags.self, RemoveTags.self)
        try registrar.add(ListTransfers.self, ResumeTransfers.self, CleanTransfers.self)
        try registrar.add(
            AddProject.self, RemoveProject.self, ListMembers.self, GetMember.self, SetMember.self,
            ListMembersByOption.self)
        try registrar.add(ImportImage.self, ImportInfo.self, StageImage.self, CreateByImport.self)
        try registrar.add(ListTasks.self, ShowTask.self, ListTasksOfImage.self, CreateTask.self)
        try registrar.add(ListLocations.self, AddLocation.self, SetLocation.self, DeleteLocations.self)
        try registrar.add(ListStores.self, DeleteFromStore.self, CheckStore.self, CleanStore.self)
        try registrar.add(
            ListCachedImages.self, QueueCachedImages.self, DeleteCachedImages.self, ClearCache.self, PruneCache.self,
            CleanCache.self, ListCacheNodes.self)
        try registrar.add(ShowUsage.self, ShowSchema.self)
        try Self.addDefinitions(to: &registrar)
        try Self.addDefinitionsAsInGlance(to: &registrar)
        try registrar.add(CreateServerImage.self, ListServers.self)
        try registrar.add(
            UseBackend.self, ListBackends.self, ShowBackend.self, CloseBackends.self, ListKinds.self,
            CheckBackend.self)
        try registrar.add(ListJobs.self, WaitForJobs.self, ForegroundJob.self, KillJobs.self)
        try registrar.add(
            Help.self, Source.self, RecordSession.self, ReplayTranscript.self, History.self, EditLine.self,
            Alias.self, Unalias.self, Echo.self, Config.self, Watch.self, Exit.self)
        registrar.add(UnfinishedNotice())
    }

    private static func addDefinitions(to registrar: inout Registrar) throws {
        try registrar.add(
            ListNamespaces.self, ShowNamespace.self, CreateNamespace.self, SetNamespace.self, UnsetNamespace.self,
            DeleteNamespaces.self, ImportNamespace.self)
        try addList(of: .property, to: &registrar)
        try registrar.add(ShowProperty.self, CreateProperty.self, SetProperty.self)
        try addDeletion(of: .property, to: &registrar)
        try addList(of: .object, to: &registrar)
        try registrar.add(ShowObject.self, ShowObjectProperty.self, CreateObject.self, UpdateObject.self)
        try addDeletion(of: .object, to: &registrar)
        try addList(of: .tag, to: &registrar)
        try registrar.add(ShowTag.self, CreateTags.self, SetTag.self, DeleteTags.self)
        try registrar.add(
            ListResourceTypes.self, ListAssociations.self, CreateAssociation.self, DeleteAssociations.self)
    }

    private static func addList(of kind: DefinitionKind, to registrar: inout Registrar) throws {
        try registrar.add(ListDefinitions.name(of: kind)) { ListDefinitions(kind) }
    }

    private static func addDeletion(of kind: DefinitionKind, to registrar: inout Registrar) throws {
        try registrar.add(DeleteDefinitions.name(of: kind)) { DeleteDefinitions(kind) }
    }

    private static func addDefinitionsAsInGlance(to registrar: inout Registrar) throws {
        try registrar.add(
            GlanceCreateNamespace.self, GlanceUpdateNamespace.self, GlanceShowNamespace.self,
            GlanceListAssociations.self, GlanceAssociate.self, GlanceUpdateProperty.self, GlanceCreateObject.self,
            GlanceUpdateObject.self, GlanceCreateTag.self, GlanceCreateTags.self)
        for kind in [GlanceShowDefinition.Kind.property, .object] {
            try registrar.add(GlanceShowDefinition.name(of: kind)) { GlanceShowDefinition(kind) }
        }
        for kind in [DefinitionKind.property, .object] {
            try registrar.add(GlanceDeleteDefinition.name(of: kind)) { GlanceDeleteDefinition(kind) }
        }
        for kind in [DefinitionKind.property, .object, .tag] {
            try registrar.add(GlanceDeleteAll.name(of: kind)) { GlanceDeleteAll(kind) }
        }
    }
}
