using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>Where a paged list goes on: the revision of its first page (-1: whatever is now) and the key to start at.</summary>
internal sealed record ContinueToken(long Revision, string Start)
{
    private const string Version = "meta.k8s.io/v1";

    /// <exception cref="ApiException">400: not a token of this server.</exception>
    public static ContinueToken Parse(string text)
    {
        try
        {
            var token = JsonText.Parse(Base64Url.DecodeFromChars(text));
            if (token.Text("v") == Version && token.Whole("rv") is { } revision && token.Text("start") is { Length: > 1 } start)
            {
                return new ContinueToken(revision, start);
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Errors.BadRequest($"invalid continue token: {e.Message}");
        }

        throw Errors.BadRequest("invalid continue token: version or start is not known");
    }

    public override string ToString() =>
        Base64Url.EncodeToString(JsonText.ToBytes(new JsonObject { ["v"] = Version, ["rv"] = Revision, ["start"] = Start }));
}
