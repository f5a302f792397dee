import BackendKit
import HTTPTransport
import Synchronization
import Testing

@testable import CurlTransport

/// A clock that stands still unless it is moved.
private final class Hands: Sendable {
    private let time = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { time.withLock { $0 } }
    func advance(_ seconds: Int) { time.withLock { $0 += .seconds(seconds) } }
}

struct `the watch over a transfer` {
    private let hands = Hands()

    private func watch(
        _ kind: HTTPRequest.Kind, _ change: (inout TransportOptions) -> Void = { _ in }
    ) throws -> StallWatch {
        let hands = hands
        let request = HTTPRequest(.get, try HTTPURL("https://image.test/v2"), kind: kind)
        return StallWatch(request, options(change)) { hands.now }
    }

    /// Looks once a second, as the engine does, and says after how many it had enough.
    private func patience(_ watch: StallWatch, atMost seconds: Int, each: (Int) -> Void = { _ in }) -> Int? {
        for second in 1...seconds {
            hands.advance(1)
            each(second)
            if watch.overdue() != nil { return second }
        }
        return nil
    }

    @Test func `gives up data that does not move`() throws {
        let watch = try watch(.data)
        #expect(patience(watch, atMost: 100) == 61)
        #expect(watch.overdue()?.message == "https://image.test sent nothing and took nothing for 60 s")
    }

    @Test func `leaves an exchange about records to its limit in all, however long that is`() throws {
        #expect(patience(try watch(.metadata) { $0.metadataLimit = .seconds(600) }, atMost: 599) == nil)
        #expect(patience(try watch(.metadata) { $0.metadataLimit = .zero }, atMost: 100) == 61)
    }

    @Test func `gives a service that works longer to answer than one that looks something up`() throws {
        func limit(_ kind: HTTPRequest.Kind) throws -> Duration {
            TransportOptions().limit(for: HTTPRequest(.delete, try HTTPURL("https://image.test/"), kind: kind))
        }
        #expect(try limit(.metadata) == .seconds(60) && limit(.work) == .seconds(300) && limit(.data) == .zero)
        #expect(patience(try watch(.work) { _ in }, atMost: 299) == nil)
    }

    @Test func `gives up data that only drips, and nothing faster`() throws {
        let drip = try watch(.data)
        #expect(patience(drip, atMost: 300) { drip.note(received: Int64($0 * 1000), sent: 0) } == 121)
        let slow = try watch(.data)
        #expect(patience(slow, atMost: 300) { slow.note(received: 0, sent: Int64($0 * 1030)) } == nil)
    }

    @Test func `does not count the time in which this program takes nothing`() throws {
        let watch = try watch(.data)
        watch.pause()
        #expect(patience(watch, atMost: 1000) == nil)
        watch.resume()
        #expect(patience(watch, atMost: 100) == 61)
    }

    @Test func `does not count the time in which this program was stopped`() throws {
        let watch = try watch(.data)
        hands.advance(3600)
        #expect(watch.overdue() == nil)
        #expect(patience(watch, atMost: 100) == 61)
    }

    @Test func `waits longer for a server that stores data than for one that takes nothing`() throws {
        let watch = try watch(.data) { $0.storeLimit = .seconds(1800) }
        watch.note(received: 0, sent: 1_000_000)
        watch.beginStoring()
        #expect(patience(watch, atMost: 1800) == nil)
        watch.endStoring()
        #expect(patience(watch, atMost: 100) == 61)
        watch.beginStoring()
        #expect(patience(watch, atMost: 2000) == 1801)
        #expect(watch.overdue()?.message == "https://image.test did not say within 1800 s that it stored the data")
    }
}
