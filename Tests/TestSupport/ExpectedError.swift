public import BackendKit
public import Testing

/// The closure must throw an ``ImageError`` with the code.
@discardableResult
public func expectError<Value>(
    _ code: ImageError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async -> ImageError? {
    do {
        _ = try await body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as ImageError {
        #expect(error.code == code, "\(error.message)", sourceLocation: sourceLocation)
        return error
    } catch {
        Issue.record("not an ImageError: \(error)", sourceLocation: sourceLocation)
    }
    return nil
}
