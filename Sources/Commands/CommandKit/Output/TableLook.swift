/// Whose tables are drawn.
public enum TableLook: Sendable, Equatable {
    case openstack
    /// `Property` and `Value`, lists as JSON, and a frame also where there are no rows.
    case glance

    var recordColumns: [String] { self == .openstack ? ["Field", "Value"] : ["Property", "Value"] }

    /// A cell.
    /// - Parameter isRecord: whether it is a field of one thing.
    func text(of value: OutputValue, isRecord: Bool) -> String {
        guard self == .glance else { return value.tableText }
        return switch value {
        case .null: isRecord ? "None" : ""
        case .list, .sequence, .map, .structure: PythonJSON.of(value, indented: false)
        default: value.tableText
        }
    }
}
