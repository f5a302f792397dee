import BackendKit
import Decompression
import TestSupport
import Testing

struct `damaged compressed data` {
    @Test(arguments: Compression.allCases)
    func `that is cut off anywhere is never taken for the whole`(_ kind: Compression) async throws {
        let packed = try Samples.packed(Samples.small, kind)
        for count in 0..<packed.count {
            let error = try await Samples.failure(Array(packed.prefix(count)), kind)
            #expect(error.code == .integrity && error.message.contains("breaks off after byte \(count)"), "\(error)")
            #expect(error.hint == "\(kind) -t disk")
        }
    }

    @Test func `of a frame that ends before the size it states is damaged, in whatever pieces it comes`() async throws {
        // 234 bytes are promised, the only block is empty, and the checksum is that of nothing.
        let packed: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x24, 234, 1, 0, 0, 0x99, 0xE9, 0xD8, 0x51]
        for chunk in 1...packed.count {
            let stream = ByteStream(packed, chunk: chunk).unpacked(.zstd, of: "disk", typed: nil)
            await #expect(throws: ImageError.self, "in pieces of \(chunk)") {
                let reader = try stream.open()
                while try await reader.next() != nil {}
            }
        }
    }

    @Test(arguments: Compression.allCases)
    func `of several members that is cut off in the second is not taken for the first`(
        _ kind: Compression
    ) async throws {
        let first = try Samples.packed(Samples.small, kind)
        let second = try Samples.packed([UInt8](repeating: 5, count: 100), kind)
        for count in 1..<second.count {
            let error = try await Samples.failure(first + second.prefix(count), kind)
            #expect(error.code == .integrity && error.message.contains("after byte \(first.count + count)"), "\(error)")
        }
    }

    @Test(arguments: Compression.allCases)
    func `that is large and cut off is never taken for the whole`(_ kind: Compression) async throws {
        let packed = try Samples.packed(Samples.large, kind)
        for part in [1, 10, 100, 500, 900, 999] {
            let error = try await Samples.failure(Array(packed.prefix(packed.count * part / 1000)), kind)
            #expect(error.code == .integrity && error.message.contains("breaks off"), "\(error)")
        }
        let error = try await Samples.failure(Array(packed.dropLast()), kind)
        #expect(error.code == .integrity && error.message.contains("breaks off"), "\(error)")
    }

    @Test(arguments: Compression.allCases)
    func `with a flipped bit is an error, or the same data`(_ kind: Compression) async throws {
        let packed = try Samples.packed(Samples.small, kind)
        var errors = 0
        for place in packed.indices {
            for bit in 0..<8 {
                var flipped = packed
                flipped[place] ^= 1 << UInt8(bit)
                do {
                    // Names, times and the like are no data.
                    #expect(try await Samples.unpacked(flipped, kind) == Samples.small, "byte \(place), bit \(bit)")
                } catch let error as ImageError {
                    #expect([.integrity, .unsupported].contains(error.code), "\(error)")
                    errors += 1
                }
            }
        }
        #expect(errors > packed.count * 7, "\(errors) of \(packed.count * 8)")
    }

    @Test(arguments: Compression.allCases)
    func `says where it is damaged, and how much came before`(_ kind: Compression) async throws {
        var packed = try Samples.packed(Samples.large, kind)
        let middle = packed.count / 2
        for place in middle..<middle + 50 { packed[place] ^= 0xFF }
        let error = try await Samples.failure(packed, kind)
        #expect(error.code == .integrity && error.message.hasPrefix("'disk' is damaged at byte "), "\(error)")
        #expect(error.details.first?.hasSuffix(" bytes were unpacked until there") == true)
    }

    @Test func `that is none of that kind says so`() async throws {
        for kind in Compression.allCases {
            let error = try await Samples.failure(Array("a plain disk".utf8), kind)
            #expect(error.code == .integrity && error.message == "'disk' is no \(kind) data")
        }
    }
}

struct `what follows compressed data` {
    @Test(arguments: Compression.allCases)
    func `is never left out in silence`(_ kind: Compression) async throws {
        let packed = try Samples.packed(Samples.small, kind)
        for more in [[1], Array("another file".utf8), [0, 0, 0, 0, 9]] as [[UInt8]] {
            let error = try await Samples.failure(packed + more, kind)
            #expect(error.code == .integrity && error.message.contains("something else behind"), "\(error)")
            #expect(error.hint?.contains("| imgsh image create NAME --file - --decompress") == true)
        }
    }

    @Test(arguments: [Compression.gzip, .bzip2], [1, 3, 4, 511, 2_000_000])
    func `may be zeros, as on a tape`(_ kind: Compression, _ count: Int) async throws {
        let packed = try Samples.packed(Samples.small, kind) + [UInt8](repeating: 0, count: count)
        #expect(try await Samples.unpacked(packed, kind, chunk: 700) == Samples.small)
    }

    @Test func `may be zeros by fours with xz, and another stream behind them`() async throws {
        let packed = try Samples.packed(Samples.small, .xz)
        let zeros: [UInt8] = [0, 0, 0, 0]
        #expect(try await Samples.unpacked(packed + zeros + zeros, .xz) == Samples.small)
        #expect(try await Samples.unpacked(packed + zeros + packed, .xz, chunk: 3) == Samples.small + Samples.small)
        let error = try await Samples.failure(packed + zeros + [0, 0], .xz)
        #expect(error.hint?.hasPrefix("head -c \(packed.count + 4) disk | ") == true, "\(error)")
        #expect(try await Samples.failure(packed + [0, 0] + packed, .xz).code == .integrity)
    }

    @Test func `may not be zeros with zstd, as its own program has it`() async throws {
        let error = try await Samples.failure(try Samples.packed(Samples.small, .zstd) + [0, 0, 0, 0], .zstd)
        #expect(error.message.contains("something else behind"), "\(error)")
    }
}

/// By hand, after RFC 8878: programs make such frames only of large data.
struct `compressed data that needs more than is given` {
    private static let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
    private static let block: [UInt8] = [0x09, 0, 0, 0x61]

    @Test func `is unpacked with a window of 128 MiB, and not with a larger one`() async throws {
        #expect(try await Samples.unpacked(Self.frame + [0x00, 17 << 3] + Self.block, .zstd) == [0x61])
        for window in [18 << 3, 21 << 3, 0xFF] as [UInt8] {
            let error = try await Samples.failure(Self.frame + [0x00, window] + Self.block, .zstd)
            #expect(error.code == .unsupported && error.message.contains("128 MiB"), "\(error)")
            #expect(error.hint == "zstd -dc --long=31 disk | imgsh image create NAME --file -")
        }
    }

    @Test func `is not unpacked by xz with a dictionary of 512 MiB`() async throws {
        let packed = try Packer.xz.pack(Samples.small, "--lzma2=preset=0,dict=512MiB,mode=fast,mf=hc3")
        let error = try await Samples.failure(packed, .xz)
        #expect(error.code == .unsupported && error.message.contains("needs 51"), "\(error)")
        #expect(error.hint == "xz -dc disk | imgsh image create NAME --file -")
    }

    @Test func `names the dictionary it was made with`() async throws {
        let error = try await Samples.failure(Self.frame + [0x21, 7, 1] + Self.block, .zstd)
        #expect(error.code == .unsupported && error.message.contains("dictionary"), "\(error)")
        #expect(error.hint?.contains("-D DICTIONARY") == true)
    }
}
