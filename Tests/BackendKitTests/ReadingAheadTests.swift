import BackendKit
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `reading ahead` {
    /// A list of three pages, whose second one does what the test says.
    private final class List: Sendable {
        private let count = Mutex(0)
        private let second: @Sendable () async throws -> Void

        init(second: @escaping @Sendable () async throws -> Void = {}) { self.second = second }

        var fetched: Int { count.withLock { $0 } }

        var pages: Pages<Int> {
            Pages {
                {
                    let number = self.count.withLock { count in
                        count += 1
                        return count
                    }
                    if number == 2 { try await self.second() }
                    return number <= 3 ? [number] : nil
                }
            }
        }
    }

    @Test func `gives the same pages`() async throws {
        #expect(try await List().pages.readingAhead().collect() == [1, 2, 3])
        #expect(try await Pages<Int> { { nil } }.readingAhead().collect() == [])
    }

    @Test func `gives the first page before the second is there, and fetches no third meanwhile`() async throws {
        let (began, hasBegun) = AsyncStream.makeStream(of: Void.self)
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        let list = List(second: {
            hasBegun.finish()
            for await _ in gate {}
        })
        var iterator = list.pages.readingAhead().makeAsyncIterator()
        #expect(try await iterator.next() == [1])
        // Nobody has asked for the second page yet.
        for await _ in began {}
        #expect(list.fetched == 2)
        opening.finish()
        #expect(try await iterator.next() == [2])
        #expect(try await iterator.next() == [3])
        #expect(try await iterator.next() == nil)
    }

    @Test func `is cancelled when the reader stops`() async throws {
        let (began, hasBegun) = AsyncStream.makeStream(of: Void.self)
        let (end, ending) = AsyncStream.makeStream(of: Void.self)
        let list = List(second: {
            hasBegun.finish()
            // Ends by cancellation only.
            let (never, _) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            ending.finish()
        })
        for try await page in list.pages.readingAhead() {
            #expect(page == [1])
            for await _ in began {}
            break
        }
        for await _ in end {}
        #expect(list.fetched == 2)
    }

    @Test func `gives a failure in its place, after the pages before it`() async throws {
        let list = List(second: { throw ImageError(.network, "broke") })
        var iterator = list.pages.readingAhead().makeAsyncIterator()
        #expect(try await iterator.next() == [1])
        await #expect(throws: ImageError.self) { try await iterator.next() }
    }
}

struct `a warning about the whole session` {
    @Test func `is given once`() {
        let told = Mutex<[BackendDiagnostics.Report]>([])
        let diagnostics = BackendDiagnostics()
        diagnostics.handle { report in told.withLock { $0.append(report) } }
        for text in ["a", "b", "a"] { diagnostics.warnOnce(text) }
        #expect(told.withLock { $0 } == [.warning("a"), .warning("b")])
    }
}

struct `questions of backends` {
    @Test func `reach nobody while a completion is made`() async throws {
        let questions = BackendQuestions { "answer to \($0)" }
        #expect(questions.arePossible)
        #expect(try await questions.secret("x") == "answer to x")
        let answers = try await BackendQuestions.$areWelcome.withValue(false) { () async throws -> [String?] in
            #expect(!questions.arePossible)
            // Work begun there is no place for questions either.
            let begun = Task { try await questions.secret("x") }
            return [try await questions.secret("x"), try await begun.value]
        }
        #expect(answers == [nil, nil])
        #expect(!BackendQuestions.none.arePossible)
        #expect(try await BackendQuestions.none.secret("x") == nil)
    }

    @Test func `are kept by surroundings with further options`() async throws {
        let environment = BackendEnvironment(variables: [:], questions: BackendQuestions { _ in "answer" })
        #expect(try await environment.adding(["OS_CLOUD": "x"]).questions.secret("x") == "answer")
    }
}
