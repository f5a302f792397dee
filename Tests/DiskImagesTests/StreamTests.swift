import DiskImages
import Testing

struct `a stream` {
    private func inspector(_ bytes: [UInt8], chunk: Int, length: Int64? = nil) -> StreamInspector {
        var inspector = StreamInspector(length: length)
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            inspector.take(bytes[start..<min(start + chunk, bytes.count)])
        }
        return inspector
    }

    @Test(arguments: Samples.all)
    func `that has ended tells the same as the file`(_ sample: Sample) async throws {
        let bytes = try await Samples.bytes(sample.name)
        let whole = try bytes.inspected()
        for chunk in [4096, 65536 + 17, 1 << 20, bytes.count] {
            var inspector = inspector(bytes, chunk: chunk)
            inspector.finish()
            var report = inspector.report()
            report.findings.removeAll { $0.name == .unseen }
            #expect(report == whole, "in chunks of \(chunk)")
        }
    }

    @Test(arguments: ["default.qcow2", "sparse.vmdk", "dynamic.vhdx", "dynamic.vdi", "plain.iso", "gpt.raw"])
    func `shows its format with its head, and says what is not seen yet`(_ name: String) async throws {
        let bytes = try await Samples.bytes(name)
        let whole = try bytes.inspected()
        var inspector = StreamInspector()
        inspector.take(bytes.prefix(StreamInspector.headLength))
        let report = inspector.report()
        #expect(report.format == whole.format)
        #expect(report.refused == whole.refused)
        #expect(report.dataSize == nil)
        #expect(report[.unseen]?.level == .info)
        #expect(report[.unseen]?.text.contains("the end of the data") == true)
    }

    @Test func `has its head when that is complete or the end came before`() {
        var long = StreamInspector()
        long.take([UInt8].zeros(StreamInspector.headLength - 1))
        #expect(!long.hasHead)
        long.take([0])
        #expect(long.hasHead)
        var short = StreamInspector()
        short.take([1, 2, 3])
        short.finish()
        #expect(short.hasHead)
        #expect(short.report().dataSize == 3)
    }

    @Test func `keeps what the head points to, as it comes by`() async throws {
        let bytes = try await Samples.bytes("data.vhdx")
        var inspector = StreamInspector()
        inspector.take(bytes.prefix(StreamInspector.headLength))
        #expect(inspector.report().virtualSize == nil)
        inspector.take(bytes.dropFirst(StreamInspector.headLength))
        #expect(inspector.report().virtualSize == (try bytes.inspected().virtualSize))
    }

    @Test func `is only known to be a fixed VHD at its end`() async throws {
        let bytes = try await Samples.bytes("fixed.vhd")
        var inspector = inspector(bytes, chunk: 65536)
        #expect(inspector.report().format == .raw)
        inspector.finish()
        #expect(inspector.report().format == .vhd)
    }

    @Test func `with a length that was announced is measured by it`() async throws {
        let bytes = try await Samples.bytes("gpt.raw")
        var inspector = StreamInspector(length: 3 << 20)
        inspector.take(bytes.prefix(StreamInspector.headLength))
        #expect(inspector.report().refused == ["truncated"])
        #expect(inspector.report().dataSize == 3 << 20)
    }

    @Test func `that ends early is measured by what came`() async throws {
        let bytes = try await Samples.bytes("data.qcow2")
        var inspector = inspector(Array(bytes.prefix(bytes.count / 2)), chunk: 65536, length: Int64(bytes.count))
        inspector.finish()
        #expect(inspector.report().dataSize == Int64(bytes.count / 2))
    }

    @Test func `of nothing is empty`() {
        var inspector = StreamInspector()
        inspector.finish()
        #expect(inspector.report().warned == ["empty"])
    }
}
