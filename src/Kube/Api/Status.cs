using System.Text.Json;

namespace Coffer.Kube.Api;

/// <summary>A Kubernetes Status body, as recorded from real servers.</summary>
internal sealed record Status(string Message, string Reason, int Code)
{
    private const int MaxCauses = 64;

    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The server has not caught up with the version asked for.</summary>
    public bool IsVersionTooLarge { get; private init; }

    /// <summary>The namespace is being deleted, and nothing can be created in it.</summary>
    public bool IsNamespaceTerminating { get; private init; }

    public string? Continue { get; private init; }

    /// <summary>Which fields it refuses; empty where it names none.</summary>
    public IReadOnlyList<FieldCause> Causes { get; private init; } = [];

    /// <summary>Null when the body is anything else.</summary>
    public static Status? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Status? Read(JsonElement root)
    {
        if (root.Text("kind") != "Status")
        {
            return null;
        }

        var details = root.Child("details");
        var seconds = details?.Child("retryAfterSeconds") is { ValueKind: JsonValueKind.Number } n && n.TryGetDouble(out var s) ? s : 0;
        return new Status(root.Text("message") ?? "", root.Text("reason") ?? "",
            root.Child("code") is { ValueKind: JsonValueKind.Number } c && c.TryGetInt32(out var code) ? code : 0)
        {
            RetryAfter = seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, Failures.LongestPause.TotalSeconds)) : null,
            IsVersionTooLarge = Names(details, "ResourceVersionTooLarge"),
            IsNamespaceTerminating = Names(details, "NamespaceTerminating"),
            Continue = root.Child("metadata")?.Text("continue"),
            Causes = [.. (details?.Child("causes")).Items().Take(MaxCauses).Select(Cause)],
        };
    }

    private static FieldCause Cause(JsonElement cause) =>
        new(cause.Text("field") ?? "", cause.Text("reason") ?? "", cause.Text("message") ?? "");

    private static bool Names(JsonElement? details, string cause) =>
        (details?.Child("causes")).Items().Any(each => each.Text("reason") == cause);
}
