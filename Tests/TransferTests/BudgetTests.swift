import TestSupport
import Testing

@testable import Transfers

struct `the tries of a transfer` {
    @Test func `are five in a row, with waits that double at most`() {
        let clock = TestClock()
        var budget = AttemptBudget(clock.pace, repeats: true)
        let waits = (0..<6).map { _ in budget.wait(after: 0) }
        #expect(waits == [.seconds(1), .seconds(2), .seconds(4), .seconds(8), nil, nil])
    }

    @Test func `start afresh after much progress, or after a calm minute`() {
        let clock = TestClock()
        var budget = AttemptBudget(clock.pace, repeats: true)
        for _ in 0..<4 { _ = budget.wait(after: 10) }
        #expect(budget.wait(after: 10 + 16 << 20) == .seconds(1))
        for _ in 0..<3 { _ = budget.wait(after: 10 + 16 << 20) }
        clock.advance(.seconds(60))
        #expect(budget.wait(after: 11 + 16 << 20) == .seconds(1))
        #expect(budget.breaks == 1)
    }

    @Test func `go on counting in a minute that brought nothing`() {
        let clock = TestClock()
        var budget = AttemptBudget(clock.pace, repeats: true)
        var waits: [Duration?] = []
        for _ in 0..<5 {
            waits.append(budget.wait(after: 10))
            clock.advance(.seconds(61))
        }
        #expect(waits == [.seconds(1), .seconds(2), .seconds(4), .seconds(8), nil])
    }

    @Test func `are one when nobody wants more`() {
        var budget = AttemptBudget(TestClock().pace, repeats: false)
        #expect(budget.wait(after: 0) == nil)
    }
}

struct `a rate limit` {
    @Test func `lets so many bytes a second through, in all`() async throws {
        let clock = TestClock()
        let limit = RateLimit(bytesPerSecond: 1000, clock: clock.pace)
        for _ in 0..<10 { try await limit.pass(500) }
        #expect(clock.slept.reduce(.zero, +) == .seconds(5))
    }

    @Test(arguments: [(1, 1), (1 << 20, 1), (3 << 20, 3), (1 << 40, 8), (.max, 8)] as [(Int64, Int)])
    func `has work for no more connections than get a MiB a second each`(_ rate: Int64, _ count: Int) {
        #expect(RateLimit(bytesPerSecond: rate).connections(atMost: 8) == count)
    }

    @Test func `does not save up what nobody used`() async throws {
        let clock = TestClock()
        let limit = RateLimit(bytesPerSecond: 1000, clock: clock.pace)
        try await limit.pass(1000)
        clock.advance(.seconds(100))
        try await limit.pass(1000)
        #expect(clock.slept == [.seconds(1), .seconds(1)])
    }
}
