using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Responses;

/// <summary>The API server's answer to a request that failed.</summary>
internal sealed record ApiStatus(int Code, string? Reason, string Message, JsonObject? Details = null)
{
    /// <summary>A token that goes on where an expired list stopped.</summary>
    public string? Continue { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public JsonObject ToJson()
    {
        var metadata = new JsonObject();
        if (Continue is not null)
        {
            metadata["continue"] = Continue;
        }

        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (Reason is not null)
        {
            status["reason"] = Reason;
        }

        if (Details is not null)
        {
            status["details"] = Details.DeepClone();
        }

        status["code"] = Code;
        return status;
    }
}
