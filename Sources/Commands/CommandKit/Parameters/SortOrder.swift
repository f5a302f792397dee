public import BackendKit

/// `key[:direction],…` as `--sort` takes it.
public struct SortOrder: ArgumentValue, Equatable {
    public let keys: [SortKey]

    public init(argument: String) throws(ArgumentProblem) {
        var keys: [SortKey] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let field = SortKey.Field(rawValue: words[0]) else {
                throw .unknown(words[0], noun: "sort key", known: SortKey.Field.allCases.map(\.rawValue))
            }
            let direction = words.count > 1 ? words[1] : "asc"
            guard let direction = SortKey.Direction(rawValue: direction) else {
                throw .unknown(direction, noun: "sort direction", known: SortKey.Direction.allCases.map(\.rawValue))
            }
            keys.append(SortKey(field, direction))
        }
        self.keys = keys
    }

    public static var completion: CompletionSource {
        .list(
            .words(
                SortKey.Field.allCases.flatMap { field in
                    SortKey.Direction.allCases.map { (field.rawValue + ":" + $0.rawValue, "") }
                }))
    }
}
