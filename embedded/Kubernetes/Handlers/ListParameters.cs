using System.Globalization;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>The numbers of a list or watch, and which combinations are refused.</summary>
internal static class ListParameters
{
    public static int Limit(ApiRequest request) =>
        int.TryParse(request.Query("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : 0;

    /// <returns>Null when none was sent.</returns>
    /// <exception cref="ApiException">400: not a number.</exception>
    public static long? Version(ApiRequest request)
    {
        var text = request.Query("resourceVersion");
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw Errors.BadRequest($"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
    }

    /// <summary>Whether exactly that version is asked for; a limit with a version and no match means exactly, too.</summary>
    public static bool IsExact(ApiRequest request, long? version, int limit)
    {
        var match = request.Query("resourceVersionMatch");
        if (match.Length > 0 && version is null)
        {
            throw Invalid("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (match == "Exact" && version == 0)
        {
            throw Invalid("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }

        return version > 0 && (match == "Exact" || (match.Length == 0 && limit > 0));
    }

    public static void CheckWatch(ApiRequest request)
    {
        var match = request.Query("resourceVersionMatch");
        var initial = request.Query("sendInitialEvents");
        if (initial.Length == 0 && match.Length > 0)
        {
            throw Invalid("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }

        if (initial.Length > 0 && match != "NotOlderThan")
        {
            throw Invalid("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
    }

    private static ApiException Invalid(string field, string detail) =>
        Errors.Invalid("meta.k8s.io", "ListOptions", "", FieldError.Forbidden(field, detail));
}
