internal import BackendKit

extension BackendDiagnostics {
    /// Warns of an item of a list that nobody can read. It hides no good ones.
    func reportUnreadable(_ image: Image, _ problem: String) {
        let name = image.id.rawValue.isEmpty ? "an image" : "image \(image.id)"
        report(.warning("\(name) of the list is unreadable: \(problem)"))
    }
}
