using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Access;

/// <summary>Who makes a request.</summary>
internal sealed record UserInfo(string Name, string Uid, IReadOnlyList<string> Groups)
{
    public static readonly UserInfo Admin = new("kubernetes-admin", "", ["system:masters", "system:authenticated"]);

    public static readonly UserInfo Anonymous = new("system:anonymous", "", ["system:unauthenticated"]);

    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    public JsonObject ToJson()
    {
        var user = new JsonObject { ["username"] = Name };
        if (Uid.Length > 0)
        {
            user["uid"] = Uid;
        }

        user["groups"] = Groups.ToJsonArray();
        if (Extra.Count > 0)
        {
            user["extra"] = new JsonObject(
                Extra.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, new JsonArray(pair.Value))));
        }

        return user;
    }
}
