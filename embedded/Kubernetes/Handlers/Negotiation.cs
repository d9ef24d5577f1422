using Coffer.Embedded.Kubernetes.Responses;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>Takes the first of the Accept header's wishes that can be met; protobuf never is.</summary>
internal static class Negotiation
{
    /// <exception cref="ApiException">406: nothing can be met.</exception>
    public static View Choose(HttpRequest request, bool isList)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept.Length == 0)
        {
            return View.Whole;
        }

        foreach (var wish in accept.Split(',', StringSplitOptions.TrimEntries))
        {
            var parts = wish.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "application/*" or "*/*"))
            {
                continue;
            }

            var form = parts.FirstOrDefault(part => part.StartsWith("as=", StringComparison.Ordinal))?[3..];
            if (form is null)
            {
                return View.Whole;
            }

            if (form == "Table")
            {
                return View.Table;
            }

            if (form == (isList ? "PartialObjectMetadataList" : "PartialObjectMetadata"))
            {
                return View.Metadata;
            }
        }

        throw new ApiException(new ApiStatus(
            406, "NotAcceptable",
            "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf"));
    }
}
