internal import BackendKit
internal import HTTPTransport
internal import JSONText

/// The services of a cloud and where they are, as its identity service lists them.
struct ServiceCatalog: Sendable {
    struct Entry: Sendable {
        let type: String
        let name: String?
        let endpoints: [Endpoint]
    }

    struct Endpoint: Sendable {
        let interface: CloudSettings.Interface
        /// What it is called, and its ID; nearly always the same.
        let regions: [String]
        let url: String
    }

    let entries: [Entry]

    var isEmpty: Bool { entries.isEmpty }

    /// The regions in which there is any service.
    var regions: Set<String> { Set(entries.flatMap(\.endpoints).compactMap(\.regions.first)) }

    /// - Parameter json: the member `catalog` of a token; what is malformed is left out.
    init(_ json: JSON?) {
        entries = (json?.array ?? []).compactMap { entry in
            guard let type = entry["type"]?.string else { return nil }
            let endpoints: [Endpoint] = (entry["endpoints"]?.array ?? []).compactMap { endpoint in
                guard let url = endpoint["url"]?.string,
                    let interface = endpoint["interface"]?.string.flatMap(CloudSettings.Interface.init(spelling:))
                else { return nil }
                let regions = [endpoint["region_id"]?.string, endpoint["region"]?.string].compactMap { $0 }
                return Endpoint(interface: interface, regions: regions, url: url)
            }
            return Entry(type: type, name: entry["name"]?.string, endpoints: endpoints)
        }
    }

    /// What to look for.
    struct Query {
        /// In order of preference.
        let types: [String]
        let name: String?
        /// In order of preference.
        let interfaces: [CloudSettings.Interface]
        let region: String?
    }

    struct Choice {
        let url: HTTPURL
        let region: String?
        /// Regions there were to choose from; empty when one was asked for.
        let others: [String]
    }

    /// Without a region the first by name is taken: the order of a catalogue changes from answer to answer.
    /// - Throws: ``ImageError``: `.usage` that says what there is; `.protocol` for an endpoint that is no URL.
    func choose(_ query: Query) throws(ImageError) -> Choice {
        let services = query.types.lazy.map { type in
            entries.filter { $0.type == type && (query.name == nil || $0.name == query.name) }
        }
        let endpoints = (services.first { !$0.isEmpty } ?? []).flatMap(\.endpoints)
        for interface in query.interfaces {
            let fitting = endpoints.filter { endpoint in
                endpoint.interface == interface
                    && (query.region.map { region in endpoint.regions.contains { $0.utf8.elementsEqual(region.utf8) } }
                        ?? true)
            }
            let sorted = fitting.sorted { ($0.regions.first ?? "") < ($1.regions.first ?? "") }
            guard let chosen = sorted.first else { continue }
            guard let url = try? HTTPURL(chosen.url) else {
                throw ImageError(
                    .protocol, "the catalogue's \(interface.rawValue) endpoint for '\(query.types[0])' is no usable URL"
                )
            }
            let names = Set(sorted.compactMap(\.regions.first)).sorted()
            return Choice(
                url: url, region: chosen.regions.first, others: query.region == nil && names.count > 1 ? names : [])
        }
        throw nothing(query)
    }

    private func nothing(_ query: Query) -> ImageError {
        let service = query.types[0] + (query.name.map { " named '\($0)'" } ?? "")
        let region = query.region.map { " in region '\($0)'" } ?? ""
        let interfaces = query.interfaces.map(\.rawValue).joined(separator: " or ")
        let there = entries.filter { query.types.contains($0.type) }.flatMap { entry in
            Dictionary(grouping: entry.endpoints) { $0.regions.first ?? "no region" }.sorted { $0.key < $1.key }
                .map {
                    "\(entry.name ?? entry.type) in \($0.key): \(Set($0.value.map(\.interface.rawValue)).sorted().joined(separator: ", "))"
                }
        }
        let types = Set(entries.map(\.type)).sorted().joined(separator: ", ")
        let details =
            there.isEmpty ? ["the catalogue has: \(types.isEmpty ? "nothing" : types)"] : Array(there.prefix(20))
        return ImageError(
            .usage, "the cloud has no \(interfaces) endpoint of service '\(service)'\(region)", details: details)
    }
}
