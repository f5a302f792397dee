internal import CommandKit

/// `--max-column-width` of the glance client.
enum GlanceColumnWidth {
    static let option = Option<Int64>(
        "--max-column-width", value: "cells", help: "Accepted for the glance client's sake; see --max-width")
}
