public import CommandKit

/// The commands that ship.
public struct StandardPlugin: Plugin {
    public let name = "standard commands"

    public init() {}

    public func register(with registrar: inout Registrar) throws {
        try registrar.add(ListImages())
        try registrar.add(ShowImage())
        try registrar.add(CreateImage())
        try registrar.add(UploadImage())
        try registrar.add(SaveImage())
        try registrar.add(SetImage())
        try registrar.add(UnsetImage())
        try registrar.add(DeleteImage())
        try registrar.add(ListBackends())
        try registrar.add(ShowBackend())
        try registrar.add(UseBackend())
        try registrar.add(CheckBackend())
        try registrar.add(CheckStore())
        try registrar.add(CleanStore())
        try registrar.add(Help())
        try registrar.add(Source())
        try registrar.add(History())
        try registrar.add(Alias())
        try registrar.add(Unalias())
        try registrar.add(Echo())
        try registrar.add(Exit())
    }
}
