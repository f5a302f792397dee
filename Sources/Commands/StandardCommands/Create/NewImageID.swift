internal import BackendKit
internal import CommandKit

/// The ID somebody chooses for a new image: a UUID.
struct NewImageID: ArgumentValue, Equatable {
    let id: Image.ID

    init(argument: String) throws(ArgumentProblem) {
        guard ImageFinder.isUUID(argument) else {
            throw ArgumentProblem("'\(argument)' is not a UUID", hint: "--id 6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77")
        }
        id = Image.ID(argument)
    }
}

extension NewImageID {
    /// The option of the commands that make one image.
    static var option: Option<NewImageID> { Option("--id", value: "id", help: "A UUID for the image") }
}
