using System.Xml;
using System.Xml.Linq;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Http;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/aws: logins by IAM. Asks STS who signed, as the real one does.</summary>
internal sealed class AwsBackend(VaultCore core, Func<Mount> mount) : IBackend, IDisposable
{
    private readonly AuthRoles<AwsRole> _roles = new();
    private readonly HttpClient _http = TrustingClient.Create(null);
    private AwsConfig? _config;

    public bool IsOpen(string path) => path == "login";

    public bool? Exists(string path) => path.Split('/') is ["role", var name] ? _roles.Find(name.ToLowerInvariant()) is not null : null;

    public void Dispose() => _http.Dispose();

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        (path.TrimEnd('/').Split('/'), request.Operation) switch
        {
            (["login"], VaultOperation.Update) => LoginAsync(request, cancellationToken),
            (["config", "client"], VaultOperation.Read) => new(_config?.Describe() ?? VaultAnswer.NotFound),
            (["config", "client"], VaultOperation.Update) => new(Configure(request)),
            (["role" or "roles"], VaultOperation.List) => new(_roles.List()),
            (["role", var name], VaultOperation.Read) => new(_roles.Find(name.ToLowerInvariant())?.Describe() ?? VaultAnswer.NotFound),
            (["role", var name], VaultOperation.Update) => new(Write(request, name.ToLowerInvariant())),
            (["role", var name], VaultOperation.Delete) => new(_roles.Delete(name.ToLowerInvariant())),
            (["login"] or ["config", "client"] or ["role", _], _) => new(VaultAnswer.UnsupportedOperation),
            _ => new(VaultAnswer.UnsupportedPath),
        };

    private VaultAnswer Configure(VaultRequest request)
    {
        _config = AwsConfig.Read(request, _config);
        return VaultAnswer.NoContent;
    }

    private VaultAnswer Write(VaultRequest request, string name)
    {
        var role = AwsRole.Read(request, _roles.Find(name));
        if (role.Fault(request) is { } fault)
        {
            return VaultAnswer.Error(400, fault);
        }

        _roles.Set(name, role);
        return VaultAnswer.NoContent;
    }

    private async ValueTask<VaultAnswer> LoginAsync(VaultRequest request, CancellationToken cancellationToken)
    {
        var (signed, malformed) = AwsRequest.Read(request, core.Flavour);
        var config = _config ?? new AwsConfig("", "");
        if ((malformed ?? signed!.Fault(config)) is { } fault)
        {
            return VaultAnswer.Error(400, fault);
        }

        var (arn, refusal) = await AskAsync(signed!, config, cancellationToken);
        if (refusal is not null)
        {
            return VaultAnswer.Error(400, $"error making upstream request: {refusal}");
        }

        var (entity, unknown) = AwsEntity.Parse(arn!);
        return unknown is not null ? VaultAnswer.Error(400, unknown) : Grant(request, arn!, entity!);
    }

    private VaultAnswer Grant(VaultRequest request, string arn, AwsEntity entity)
    {
        var name = request.Text("role") is { Length: > 0 } given ? given : entity.Name;
        if (_roles.Find(name.ToLowerInvariant()) is not { } role)
        {
            return VaultAnswer.Error(400, $"entry for role {name} not found");
        }

        if (!role.Principals.Any(bound => bound == entity.CanonicalArn
            || (bound.EndsWith('*') && entity.CanonicalArn.StartsWith(bound[..^1], StringComparison.Ordinal))))
        {
            return VaultAnswer.Error(400, $"IAM Principal \"{arn}\" does not belong to the role \"{name}\"");
        }

        var login = new LoginRole(name, () => _roles.Find(name.ToLowerInvariant())?.Token);
        return core.Issuer.Login(request, mount(), login, role.Token, entity.DisplayName, new() { ["role_id"] = role.Id });
    }

    private async Task<(string? Arn, string? Refusal)> AskAsync(AwsRequest signed, AwsConfig config, CancellationToken cancellationToken)
    {
        try
        {
            using var message = signed.ToMessage(config.Endpoint);
            using var response = await _http.SendAsync(message, cancellationToken);
            if (response.Content.Headers.ContentType?.MediaType != "text/xml")
            {
                return (null, "invalid GetCallerIdentity response");
            }

            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return (int)response.StatusCode != 200 ? (null, $"received error code {(int)response.StatusCode} from STS: {text}")
                : Arn(text) is { } arn ? (arn, null)
                : (null, "error parsing STS response");
        }
        catch (HttpRequestException fault)
        {
            var url = $"{config.Endpoint}//";
            return (null, $"error making request: POST {url} giving up after 1 attempt(s): Post \"{url}\": {fault.Message}");
        }
    }

    private static string? Arn(string xml)
    {
        try
        {
            return XElement.Parse(xml).Descendants().FirstOrDefault(element => element.Name.LocalName == "Arn")?.Value;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
