internal import BackendKit
internal import JSONText

/// A request to import, as Glance reads it.
enum ImportBody {
    static func json(_ request: ImportRequest) -> JSON {
        var method = JSONObject()
        method["name"] = .string(request.method.rawValue)
        method["uri"] = request.uri.map(JSON.string)
        method["glance_image_id"] = request.remoteImage.map(JSON.string)
        method["glance_region"] = request.remoteRegion.map(JSON.string)
        method["glance_service_interface"] = request.remoteInterface.map(JSON.string)
        var body = JSONObject()
        body["method"] = .object(method)
        if !request.stores.isEmpty { body["stores"] = .array(request.stores.map(JSON.string)) }
        if request.allStores { body["all_stores"] = true }
        body["all_stores_must_succeed"] = request.mustSucceedEverywhere.map(JSON.bool)
        return .object(body)
    }
}
