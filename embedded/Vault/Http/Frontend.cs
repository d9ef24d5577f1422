using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Faults;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault.Http;

/// <summary>One listener's way from HTTP to an answer: count, faults, status pages, namespace, quota, body, dispatch.</summary>
internal sealed class Frontend(VaultCore core, RequestLog log, VaultFaults faults, StandbyView? standby)
{
    private const string Prefix = "/v1/";

    private readonly Dispatcher _dispatcher = new(core);
    private readonly StatusPages _status = new(core, standby is not null);

    private bool OpenBao => core.Flavour == VaultFlavour.OpenBao;

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        path = path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..] : path;
        log.Add(context.Request, path, core.Clock.Now);
        var fault = faults.Match(context.Request, path);
        if (fault is not null && await FaultRunner.RunAsync(context, fault, core.Clock.Provider))
        {
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        var header = context.Request.Headers["X-Vault-Namespace"].ToString();
        if (!core.IsOld && header.Length > 0)
        {
            context.Response.Headers["X-Vault-Namespace"] = header;
        }

        var answer = await AnswerAsync(context, path, OpenBao ? header : null);
        await AnswerWriter.WriteAsync(context.Response, answer, context.RequestAborted);
    }

    private ValueTask<VaultAnswer> AnswerAsync(HttpContext context, string path, string? header)
    {
        if (!core.IsOld && CleanPath.Of(context) is { } clean)
        {
            return new(Moved(OpenBao ? 301 : 307, clean));
        }

        if (core.Flavour == VaultFlavour.Vault2 && !(context.Request.Path.Value ?? "").StartsWith(Prefix, StringComparison.Ordinal))
        {
            return new(Moved(307, "/ui/"));
        }

        if (path.Length == 0 || path[0] == '/')
        {
            return new(VaultAnswer.NotFound);
        }

        if (StatusPages.Covers(path))
        {
            return _status.AnswerAsync(context.Request, path, context.RequestAborted);
        }

        if (Operation(context.Request) is not { } operation)
        {
            return new(new VaultAnswer { Status = 405, Errors = [] });
        }

        if (standby is not null && Redirect(context.Request, operation) is { } redirect)
        {
            return new(redirect);
        }

        if (core.Namespaces.Resolve(header, path) is not { } target)
        {
            return new(VaultAnswer.Error(404, "namespace not found"));
        }

        return DispatchAsync(context, operation, target.Home, target.Path);
    }

    private async ValueTask<VaultAnswer> DispatchAsync(HttpContext context, VaultOperation operation, VaultNamespace home, string path)
    {
        var limited = core.Quotas.Check(home.Path + path, path, out var headers);
        if (limited is not null)
        {
            return limited with { Headers = headers };
        }

        var (body, fault) = operation is VaultOperation.Update or VaultOperation.Patch
            ? await BodyReader.ReadAsync(context.Request, core.Flavour, context.RequestAborted)
            : default;
        if (fault is not null)
        {
            return fault;
        }

        var answer = await _dispatcher.AnswerAsync(
            new VaultRequest
            {
                Operation = operation,
                Namespace = home,
                Path = operation == VaultOperation.List && !path.EndsWith('/') ? path + "/" : path,
                Query = context.Request.QueryString.HasValue ? context.Request.Query : null,
                Body = body,
                TokenText = Token(context.Request.Headers),
                Certificate = context.Connection.ClientCertificate,
                IsTls = context.Request.IsHttps,
                WrapTtl = WrapTtl(context.Request.Headers),
                SeenUntil = OpenBao && operation is VaultOperation.Read or VaultOperation.List ? standby?.SeenUntil : null,
            },
            context.RequestAborted);
        return headers is null ? answer : answer with { Headers = headers };
    }

    /// <summary>
    /// OpenBao's standbys read for themselves; Vault Community's forward everything. Who forbids forwarding is sent away.
    /// </summary>
    private VaultAnswer? Redirect(HttpRequest request, VaultOperation operation)
    {
        var local = OpenBao && operation is VaultOperation.Read or VaultOperation.List;
        if (local || !request.Headers.ContainsKey("X-Vault-No-Request-Forwarding"))
        {
            return null;
        }

        var location = new Uri(standby!.Active, request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
        return Moved(307, location.AbsoluteUri);
    }

    private static VaultAnswer Moved(int status, string location) => new()
    {
        Status = status,
        Bare = [],
        Headers = new Dictionary<string, string> { ["Location"] = location },
    };

    private static VaultOperation? Operation(HttpRequest request) => request.Method switch
    {
        "GET" => request.QueryString.HasValue && request.Query["list"] == "true" ? VaultOperation.List : VaultOperation.Read,
        "LIST" => VaultOperation.List,
        "PUT" or "POST" => VaultOperation.Update,
        "DELETE" => VaultOperation.Delete,
        "PATCH" => VaultOperation.Patch,
        _ => null,
    };

    private static string? Token(IHeaderDictionary headers)
    {
        const string Bearer = "Bearer ";
        var own = headers["X-Vault-Token"].ToString();
        if (own.Length > 0)
        {
            return own;
        }

        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }

    private static TimeSpan WrapTtl(IHeaderDictionary headers) =>
        headers.TryGetValue("X-Vault-Wrap-TTL", out var text) && GoDuration.TryParse(text.ToString(), out var ttl) ? ttl : TimeSpan.Zero;
}
