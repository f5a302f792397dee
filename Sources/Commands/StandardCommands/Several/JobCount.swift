internal import CommandKit

/// How many images are transferred at the same time.
struct JobCount: ArgumentValue, Equatable {
    let count: Int

    /// With more, memory and open files would grow beyond what a shell may take, and no service gets faster.
    private static let most = 32

    init(argument: String) throws(ArgumentProblem) {
        guard let count = Int(argument), (1...Self.most).contains(count) else {
            throw ArgumentProblem("'\(argument)' is no number from 1 to \(Self.most)")
        }
        self.count = count
    }
}

extension JobCount {
    /// Measured with 12 images of 64 MiB and a Glance on the same two cores, medians of five rounds: 1, 2, 3, 4, 6 and 8
    /// at a time take 29.6, 20.3, 19.6, 16.9, 13.9 and 16.0 s to create, and 5.2, 5.0, 4.3, 4.4, 5.2 and 4.6 s to save.
    /// An upload waits for the service to store and hash what it has, which others can use; a download does not, and
    /// beyond four only the number of half-done images grows.
    static let standard = 4

    /// The option of every command that transfers several images.
    static var option: Option<JobCount> {
        Option("--jobs", value: "number", default: "\(standard)", help: "So many images at the same time")
    }
}
