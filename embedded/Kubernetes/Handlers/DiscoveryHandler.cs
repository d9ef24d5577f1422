using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Tokens;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>Everything outside the resources: what is served, version, health, OpenAPI and the token issuer's keys.</summary>
internal sealed class DiscoveryHandler(ResourceRegistry registry, TokenIssuer issuer, Func<Uri> address)
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public async Task HandleAsync(HttpContext http, CancellationToken cancel)
    {
        var path = http.Request.Path.Value!.TrimEnd('/');
        if (path is "/healthz" or "/livez" or "/readyz")
        {
            await Respond.TextAsync(http, 200, "ok", cancel);
        }
        else if (path == "/openapi/v2")
        {
            // An empty document, in protobuf as kubectl asks for it: of kinds that nobody knows it has nothing to check.
            http.Response.ContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
            await http.Response.CompleteAsync();
        }
        else if (Answer(path) is { } answer)
        {
            await Respond.JsonAsync(http, 200, answer, cancel);
        }
        else
        {
            await Respond.NoSuchPathAsync(http, cancel);
        }
    }

    private JsonObject? Answer(string path) => path.Split('/')[1..] switch
    {
        ["version"] => Version(),
        ["api"] => new JsonObject
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(
                new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = address().Authority }),
        },
        ["apis"] => new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. Groups().Where(group => group.Length > 0).Select(group => (JsonNode)Group(group))]),
        },
        ["api", "v1"] => Resources("", "v1"),
        ["apis", var group] when Groups().Contains(group) => Group(group),
        ["apis", var group, var version] when Served().Any(resource => resource.Group == group && resource.Version == version) =>
            Resources(group, version),
        ["openapi", "v3"] => OpenApi.Index(Served()),
        ["openapi", "v3", "api", "v1"] => OpenApi.Document(Served().Where(resource => resource.Group.Length == 0)),
        ["openapi", "v3", "apis", var group, var version] => OpenApi.Document(
            Served().Where(resource => resource.Group == group && resource.Version == version)),
        ["openid", "v1", "jwks"] => issuer.KeySet(),
        [".well-known", "openid-configuration"] => new JsonObject
        {
            ["issuer"] = TokenIssuer.Issuer,
            ["jwks_uri"] = new Uri(address(), "openid/v1/jwks").ToString(),
            ["response_types_supported"] = new JsonArray("id_token"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        },
        _ => null,
    };

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["gitVersion"] = "v1.36.2",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "",
        ["platform"] = "linux/amd64",
    };

    private IEnumerable<ResourceDefinition> Served() => registry.All.Concat(ReviewKinds.All);

    private IEnumerable<string> Groups() => Served().Select(resource => resource.Group).Distinct().Order(StringComparer.Ordinal);

    private JsonObject Group(string group)
    {
        var versions = Served().Where(resource => resource.Group == group).Select(resource => resource.Version).Distinct()
            .OrderDescending(StringComparer.Ordinal)
            .Select(version => new JsonObject { ["groupVersion"] = $"{group}/{version}", ["version"] = version }).ToList();
        return new JsonObject
        {
            ["kind"] = "APIGroup",
            ["apiVersion"] = "v1",
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions.Select(version => version.DeepClone())]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private JsonObject Resources(string group, string version)
    {
        var resources = Served().Where(resource => resource.Group == group && resource.Version == version)
            .OrderBy(resource => resource.Plural, StringComparer.Ordinal);
        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = new JsonArray([.. resources.SelectMany(Entries)]),
        };
    }

    private static IEnumerable<JsonNode> Entries(ResourceDefinition resource)
    {
        var entry = Entry(resource, resource.Plural, resource.Kind, ReviewKinds.All.Contains(resource) ? ["create"] : Verbs);
        entry["singularName"] = resource.Singular;
        if (resource.ShortNames.Count > 0)
        {
            entry["shortNames"] = resource.ShortNames.ToJsonArray();
        }

        if (resource.Categories.Count > 0)
        {
            entry["categories"] = resource.Categories.ToJsonArray();
        }

        yield return entry;
        if (resource.HasStatus)
        {
            yield return Entry(resource, $"{resource.Plural}/status", resource.Kind, ["get", "patch", "update"]);
        }

        if (resource.Plural == "serviceaccounts")
        {
            var token = Entry(resource, "serviceaccounts/token", "TokenRequest", ["create"]);
            token["group"] = "authentication.k8s.io";
            token["version"] = "v1";
            yield return token;
        }
    }

    private static JsonObject Entry(ResourceDefinition resource, string name, string kind, IEnumerable<string> verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = "",
        ["namespaced"] = resource.Namespaced,
        ["kind"] = kind,
        ["verbs"] = verbs.ToJsonArray(),
    };
}
