using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>
/// A Kubernetes API and a Vault in memory, as far as logins need them. All values that are secret carry <see cref="Canary"/>.
/// </summary>
internal sealed class AuthWorld : IStatusJournal, IEventRecorder, ITokenRequests, ISecretReader, ILocalFiles, IVaultTokens, IVaultDiagnosis,
    IVaultHealth, IResourceWatch
{
    public const string Canary = "canary-7f3a";

    private readonly ConcurrentDictionary<string, IResource> _resources = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _tokens = new();
    private readonly ConcurrentDictionary<string, SecretContent> _secrets = new();
    private int _version = 100;

    private int _logins;
    private int _lookups;
    private int _renewals;
    private int _loads;
    private int _inspections;

    public int Logins => _logins;

    public int Lookups => _lookups;

    public int Renewals => _renewals;

    public int Loads => _loads;

    public int Inspections => _inspections;

    /// <summary>Tokens that were to be revoked, and where.</summary>
    public ConcurrentQueue<(string Host, string Token)> Revoked { get; } = new();

    public Func<CancellationToken, Task<Outcome<Done>>> OnRevoke { get; set; } = _ => Task.FromResult<Outcome<Done>>(Done.Instance);

    public ConcurrentQueue<(string Key, JsonObject Patch)> Statuses { get; } = new();

    public ConcurrentQueue<(string Key, bool Warning, string Reason, string Message)> Events { get; } = new();

    /// <summary>Finalizers that were to be removed.</summary>
    public ConcurrentQueue<(string Key, string Finalizer)> Removals { get; } = new();

    public Failure? RemovalFailure { get; set; }

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether roles give batch tokens, as <c>token_type=batch</c> has it.</summary>
    public bool Batch { get; set; }

    public IReadOnlyList<string> Policies { get; set; } = ["default"];

    public Func<VaultEndpoint, CancellationToken, Task<Failure?>> OnLogin { get; set; } = (_, _) => Task.FromResult<Failure?>(null);

    /// <summary>What an append waits for.</summary>
    public Func<ObjectKey, Task> OnAppend { get; set; } = async _ => await Task.Yield();

    public Failure? RenewFailure { get; set; }

    public Outcome<VaultHealth> Health { get; set; } = new VaultHealth(true, false, false, "2.6.2");

    public Failure? AccountFailure { get; set; }

    public void RevokeAll() => _tokens.Clear();

    /// <summary>Puts a token that somebody else made under a key of a Secret.</summary>
    public void Give(string secret, string key, string token)
    {
        _tokens[token] = Policies;
        _secrets[secret] = new SecretContent
        {
            Metadata = new SecretSighting { Key = ObjectKey.Parse(secret), Uid = "u", ResourceVersion = "1" },
            Type = "Opaque",
            Data = new Dictionary<string, ReadOnlyMemory<byte>> { [key] = Encoding.UTF8.GetBytes(token) },
        };
    }

    public IResource Put(IResource resource)
    {
        var stamped = resource switch
        {
            VaultAuth a => a with { Metadata = Stamp(a.Metadata) },
            VaultAuthGlobal g => g with { Metadata = Stamp(g.Metadata) },
            VaultConnection c => (IResource)(c with { Metadata = Stamp(c.Metadata) }),
            _ => throw new ArgumentException("kind", nameof(resource)),
        };
        return _resources[$"{stamped.GetType().Name}/{stamped.Metadata.Namespace}/{stamped.Metadata.Name}"] = stamped;
    }

    /// <summary>A resource by <c>Kind/namespace/name</c>; null when there is none.</summary>
    public IResource? Find(string key) => _resources.GetValueOrDefault(key);

    /// <summary>Takes a resource away again, by <c>Kind/namespace/name</c>.</summary>
    public IResource Take(string key) =>
        _resources.TryRemove(key, out var resource) ? resource : throw new ArgumentException(key, nameof(key));

    public void PutTenant(string ns)
    {
        Put(new VaultConnection
        {
            Metadata = new ObjectMeta { Namespace = ns, Name = "c" },
            Spec = new VaultConnectionSpec { Address = $"https://{ns}.vault:8200" },
        });
        Put(Auth(ns));
    }

    public static VaultAuth Auth(string ns) => new()
    {
        Metadata = new ObjectMeta { Namespace = ns, Name = "a" },
        Spec = new VaultAuthSpec
        {
            VaultConnectionRef = "c",
            Method = "kubernetes",
            Mount = "kubernetes",
            Kubernetes = new VaultAuthKubernetes { Role = "r", ServiceAccount = "sa" },
        },
    };

    public async Task<Appended> AppendAsync(
        ResourceKind kind, ObjectKey key, string resourceVersion, JsonObject status, CancellationToken cancellation)
    {
        await OnAppend(key);
        Statuses.Enqueue(($"{kind.Kind}/{key}", status));
        return new Appended.Stored(NextVersion(), false);
    }

    public Task<Outcome<IResource>> LoadAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _loads);
        return Task.FromResult(_resources.TryGetValue($"{kind.Kind}/{key}", out var resource)
            ? Outcome.Ok(resource)
            : new Failure(FailureKind.NotFound, $"{kind.Plural}.secrets.hashicorp.com \"{key.Name}\" not found"));
    }

    public Task<Outcome<Done>> RemoveFinalizerAsync(ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation)
    {
        Removals.Enqueue(($"{kind.Kind}/{key}", finalizer));
        return Task.FromResult<Outcome<Done>>(RemovalFailure is { } failure ? failure : Done.Instance);
    }

    public Task<Outcome<Done>> AddFinalizerAsync(ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public void Record(ObjectRef about, bool warning, string reason, string message) =>
        Events.Enqueue(($"{about.Kind.Kind}/{about.Key}", warning, reason, message));

    public Task<Outcome<ServiceAccountToken>> RequestAsync(
        ObjectKey account, IReadOnlyList<string> audiences, long expirationSeconds, CancellationToken cancellation) =>
        Task.FromResult<Outcome<ServiceAccountToken>>(AccountFailure is { } failure ? failure : new ServiceAccountToken(Jwt(account)));

    public Task<Outcome<SecretContent>> ReadAsync(ObjectKey secret, CancellationToken cancellation) =>
        Task.FromResult<Outcome<SecretContent>>(_secrets.TryGetValue(secret.ToString(), out var content)
            ? content
            : new Failure(FailureKind.NotFound, $"secrets \"{secret.Name}\" not found"));

    public Task<Outcome<SecretSighting>> LookAsync(ObjectKey secret, CancellationToken cancellation) =>
        Task.FromResult<Outcome<SecretSighting>>(new Failure(FailureKind.NotFound, $"secrets \"{secret.Name}\" not found"));

    public Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(string path, string ownerNamespace, CancellationToken cancellation) =>
        Task.FromResult<Outcome<ReadOnlyMemory<byte>>>(new Failure(FailureKind.NotFound, "no such file"));

    public async Task<Outcome<VaultLogin>> LoginAsync(VaultEndpoint endpoint, VaultLoginRequest request, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _logins);
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        if (await OnLogin(endpoint, cancellation) is { } failure)
        {
            return failure;
        }

        var token = $"{(Batch ? "hvb" : "hvs")}.{Canary}.{number}";
        _tokens[token] = Policies;
        return new VaultLogin(new VaultToken(token), TokenLife, !Batch, Policies);
    }

    public Task<Outcome<VaultLogin>> RenewAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _renewals);
        return Task.FromResult<Outcome<VaultLogin>>(
            RenewFailure is { } failure ? failure : new VaultLogin(token, TokenLife, true, Policies));
    }

    public Task<Outcome<Done>> RevokeAsync(VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation)
    {
        Revoked.Enqueue((endpoint.Address.Host, token.Value));
        return OnRevoke(cancellation);
    }

    public Task<Outcome<VaultTokenInfo>> LookupAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _lookups);
        return Task.FromResult<Outcome<VaultTokenInfo>>(_tokens.TryGetValue(token.Value, out var policies)
            ? new VaultTokenInfo(TokenLife, policies)
            : new Failure(FailureKind.Forbidden, "403 permission denied"));
    }

    public Task<Outcome<IReadOnlyList<string>>> CapabilitiesAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string path, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _inspections);
        return Task.FromResult(Outcome.Ok<IReadOnlyList<string>>(["deny"]));
    }

    public Task<Outcome<string>> MountTypeAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string mount, CancellationToken cancellation) =>
        Task.FromResult<Outcome<string>>("kv-v2");

    public Task<Outcome<VaultHealth>> CheckAsync(VaultEndpoint endpoint, CancellationToken cancellation) => Task.FromResult(Health);

    public Task RunAsync(ResourceKind kind, string? @namespace, IWatchSink sink, CancellationToken cancellation) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);

    private static string Jwt(ObjectKey account)
    {
        var claims = $$"""{"sub":"system:serviceaccount:{{account.Namespace}}:{{account.Name}}","aud":["k"]}""";
        return $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=')}.{Canary}";
    }

    private ObjectMeta Stamp(ObjectMeta metadata) => metadata with
    {
        Uid = metadata.Uid.Length > 0 ? metadata.Uid : Guid.NewGuid().ToString(),
        Generation = metadata.Generation + 1,
        ResourceVersion = NextVersion(),
    };

    private string NextVersion() => Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
}
