import Synchronization
import Testing

@testable import CommandKit

struct `the text of a progress line` {
    private func text(_ total: Int64? = 100 << 20, ending: String? = nil) -> ProgressText {
        ProgressText(label: "saving x", total: total, ending: ending)
    }

    @Test func `has a bar, the rate of the last seconds and the time left`() {
        var text = text()
        _ = text.row(at: .zero, columns: 100)
        text.count = 25 << 20
        let row = text.row(at: .seconds(5), columns: 100)
        #expect(row == "saving x  [#######.......................]  25 %  25.0 MiB of 100.0 MiB  5.0 MiB/s  0:15 left")
    }

    @Test(arguments: [10, 20, 40, 60, 80, 200])
    func `fits in a row of any width, and leaves room for what a terminal shows of Control-C`(_ columns: Int) {
        var text = text()
        _ = text.row(at: .zero, columns: columns)
        text.count = 99 << 20
        #expect(DisplayWidth.of(text.row(at: .seconds(3), columns: columns)) <= columns - 3)
    }

    @Test func `counts no rate for what did not go through`() {
        var text = text()
        _ = text.row(at: .zero, columns: 100)
        text.move(to: 50 << 20)
        _ = text.row(at: .seconds(1), columns: 100)
        text.count += 1 << 20
        #expect(text.row(at: .seconds(2), columns: 100).contains("1.0 MiB/s  0:49 left"))
    }

    @Test func `says what is waited for once every byte is there`() {
        var text = text(ending: "waiting for the service to store the image")
        text.count = 100 << 20
        #expect(text.row(at: .seconds(1), columns: 100) == "saving x  waiting for the service to store the image")
        #expect(text.line(at: .seconds(4), since: .zero) == "saving x: waiting for the service to store the image")
        #expect(text.line(at: .seconds(400), since: .zero) == nil)
    }

    @Test func `is a line for every tenth in a log, and one after half a minute`() {
        var text = text()
        #expect(text.line(at: .seconds(1), since: .zero) == nil)
        text.count = 9 << 20
        #expect(text.line(at: .seconds(5), since: .zero) == nil)
        text.count = 10 << 20
        #expect(text.line(at: .seconds(6), since: .zero)?.hasPrefix("saving x: 10 %, 10.0 MiB of 100.0 MiB") == true)
        #expect(text.line(at: .seconds(7), since: .zero) == nil)
        #expect(text.line(at: .seconds(36), since: .zero) != nil)
        text.count = 55 << 20
        #expect(text.line(at: .seconds(37), since: .zero)?.contains("55 %") == true)
        #expect(text.line(at: .seconds(38), since: .zero) == nil)
    }

    @Test func `needs no total`() {
        var text = text(nil)
        _ = text.row(at: .zero, columns: 80)
        text.count = 3 << 20
        #expect(text.row(at: .seconds(1), columns: 80) == "saving x  3.0 MiB  3.0 MiB/s")
    }

    @Test func `takes no control character from a name`() {
        var text = ProgressText(label: "saving \u{1b}[2J", total: nil, ending: nil)
        #expect(!text.row(at: .zero, columns: 80).contains("\u{1b}"))
    }
}

struct `a line that is redrawn` {
    @Test func `makes room for what is written meanwhile`() throws {
        let sink = MemorySink()
        let live = LiveLine(sink) { 80 }
        try live.draw("10 %", brief: "")
        try live.write("imgsh: warning: x\n")
        try live.draw("20 %", brief: "")
        try live.erase()
        try live.erase()
        #expect(sink.text == "\r10 %\u{1b}[K\r\u{1b}[Kimgsh: warning: x\n\r20 %\u{1b}[K\r\u{1b}[K")
    }

    @Test(arguments: [("0123456789", 5, 1), ("0123456789", 4, 2), ("0123456789", 10, 0), ("a日日日", 4, 1), ("", 4, 0)])
    func `is gone as a whole from a window that has become narrower`(_ row: String, _ columns: Int, _ above: Int) throws
    {
        let sink = MemorySink()
        let now = Mutex(80)
        let live = LiveLine(sink) { now.withLock { $0 } }
        let clearing = "\r\u{1b}[K" + String(repeating: "\u{1b}[A\u{1b}[K", count: above)
        try live.draw(row, brief: "")
        now.withLock { $0 = columns }
        try live.draw("x", brief: "")
        #expect(sink.take() == "\r\(row)\u{1b}[K" + (above > 0 ? clearing : "\r") + "x\u{1b}[K")
        try live.draw(row, brief: "")
        _ = sink.take()
        try live.write("a\n")
        #expect(sink.take() == clearing + "a\n")
        try live.draw(row, brief: "")
        _ = sink.take()
        try live.erase()
        #expect(sink.take() == clearing)
    }
}
