import BackendKit
import Foundation
import Testing

@testable import DiskImages

struct `reading an image` {
    private struct Broken: RandomReadable {
        let size: Int64 = 1 << 30
        func read(_ count: Int, at offset: Int64) throws -> [UInt8] { throw ImageError(.local, "the disk is on fire") }
    }

    @Test func `throws what the source throws, and makes no report of it`() {
        #expect(throws: ImageError(.local, "the disk is on fire")) { try DiskImageInspector.inspect(Broken()) }
    }

    @Test func `needs a descriptor that can be read at any place`() throws {
        let pipe = Pipe()
        let error = #expect(throws: ImageError.self) {
            try DiskImageInspector.inspect(descriptor: pipe.fileHandleForReading.fileDescriptor)
        }
        #expect(error?.code == .local)
        #expect(error?.message == "cannot inspect the data: illegal seek")
        #expect(throws: ImageError(.local, "cannot inspect the data: bad file descriptor")) {
            try DiskImageInspector.inspect(descriptor: -1)
        }
    }

    @Test func `fails when the descriptor may not be read`() throws {
        let path = NSTemporaryDirectory() + "imgsh-write-only-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: 1, count: 100).write(to: URL(filePath: path))
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        #expect(throws: ImageError(.local, "cannot inspect the data: bad file descriptor")) {
            try DiskImageInspector.inspect(descriptor: handle.fileDescriptor)
        }
    }

    @Test func `leaves the position of the descriptor alone`() async throws {
        let handle = try FileHandle(forReadingFrom: URL(filePath: try await Samples.path("default.qcow2")))
        try handle.seek(toOffset: 77)
        _ = try DiskImageInspector.inspect(descriptor: handle.fileDescriptor)
        #expect(try handle.offset() == 77)
    }

    @Test func `never leaves a view`() throws {
        let view = ByteView([1, 2, 3, 4, 5, 6, 7, 8], cutBy: .end)
        #expect(try view.be32(0) == 0x0102_0304)
        #expect(try view.le32(4) == 0x0807_0605)
        #expect(try view.be16(6) == 0x0708)
        #expect(try view.le64(0) == 0x0807_0605_0403_0201)
        for place in [-1, 1, 8, .min, .max] {
            #expect(throws: Shortfall.end) { try view.be64(place) }
            #expect(view.has([1, 2, 3, 4, 5, 6, 7, 8], at: place) == false)
        }
        #expect(view.part(at: 6, count: 99).count == 2)
        #expect(view.part(at: 99, count: 1).count == 0)
        #expect(view.part(at: -5, count: -5).count == 0)
        #expect(throws: Shortfall.end) { try view.part(at: 2, count: 2).byte(2) }
        #expect(view.part(at: 4, count: 2).has([5, 6], at: 0))
    }

    @Test func `reckons to the greatest number, and not around it`() {
        #expect(UInt64.max.plus(1) == .max)
        #expect(UInt64.max.times(2) == .max)
        #expect(UInt64(1).minus(2) == 0)
        #expect(UInt64(3).plus(4).times(2).minus(4) == 10)
        #expect(!UInt64(0).isPowerOfTwo && UInt64(512).isPowerOfTwo && !UInt64(513).isPowerOfTwo)
        #expect(UInt64(0x10000).isMultiple(ofPower: 16) && !UInt64(0x8000).isMultiple(ofPower: 16))
        #expect(!UInt64(1).isMultiple(ofPower: 64) && !UInt64(1).isMultiple(ofPower: .max))
    }

    @Test func `finds the numbers of a table that are not zero, wherever they are`() throws {
        for (place, padding) in [(0, 0), (60, 4), (64, 1), (1000, 7), (4092, 0), (4096, 3)] {
            let bytes = [UInt8].zeros(place).with([1, 2, 3, 4], at: place) + .zeros(padding)
            let view = ByteView(.zeros(3) + bytes, cutBy: .end).part(at: 3, count: bytes.count)
            var found: [[UInt64]] = []
            view.forEachNumber(.le32) { found.append([$0, UInt64($1)]) }
            view.forEachNumber(.be32) { found.append([$0, UInt64($1)]) }
            #expect(found == [[0x0403_0201, UInt64(place / 4)], [0x0102_0304, UInt64(place / 4)]])
            #expect(!view.isZero && view.part(at: 0, count: place).isZero)
        }
        let long = ByteView([UInt8].zeros(80).with(be: UInt64(7), at: 72), cutBy: .end)
        var found: [UInt64] = []
        long.forEachNumber(.be64) { found += [$0, UInt64($1)] }
        long.forEachNumber(.le64) { found += [$0 >> 56, UInt64($1)] }
        #expect(found == [7, 9, 7, 9])
    }

    @Test func `sums as the standards do`() {
        // The check values of both sums in the catalogue of such sums: that of "123456789".
        let view = ByteView(Array("123456789".utf8), cutBy: .end)
        #expect(CyclicRedundancy.ieee.value(of: view) == 0xCBF4_3926)
        #expect(CyclicRedundancy.castagnoli.value(of: view) == 0xE306_9283)
        let holed = ByteView(Array("12\0\0\0\0789".utf8), cutBy: .end)
        #expect(CyclicRedundancy.ieee.value(of: view, hole: 2) == CyclicRedundancy.ieee.value(of: holed))
    }
}
