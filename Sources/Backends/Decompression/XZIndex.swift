internal import CDecompression

/// The index at the end of a file of one xz stream: the decoder compares it with the blocks it read.
enum XZIndex {
    /// Of a file with some millions of blocks.
    private static let countLimit: Int64 = 16 << 20
    private static let memoryLimit: UInt64 = 64 << 20
    private static let footerCount: Int64 = 12

    static func size(_ file: FilePieces) -> Int64? {
        let end = file.count - footerCount
        guard cxz_load() == nil, let footer = file.piece(Int(footerCount), at: end) else { return nil }
        let count = cxz_index_count(footer)
        guard count > 0, count <= countLimit, let index = file.piece(Int(count), at: end - count) else { return nil }
        let size = cxz_unpacked_size(index, index.count, UInt64(file.count), memoryLimit)
        return size > 0 ? size : nil
    }
}
