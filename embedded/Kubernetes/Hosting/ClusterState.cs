using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Access;
using Coffer.Embedded.Kubernetes.Apply;
using Coffer.Embedded.Kubernetes.Controllers;
using Coffer.Embedded.Kubernetes.Handlers;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Kinds;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Tokens;
using Coffer.Embedded.Kubernetes.Writing;

namespace Coffer.Embedded.Kubernetes.Hosting;

/// <summary>Everything that outlives a restart of the listener, put together by hand.</summary>
internal sealed class ClusterState : IDisposable
{
    private readonly ResourceRegistry _registry;
    private readonly ObjectWriter _writer;
    private readonly GarbageCollector _collector;

    public ClusterState(EmbeddedKubernetesOptions options, string adminToken, Func<Uri> address, Func<string> authority)
    {
        var time = options.Time;
        Store = new ObjectStore(options.HistorySize, options.WatchBuffer);
        _registry = new ResourceRegistry(BuiltInKinds.All(time));
        var ownership = new FieldOwnership(time);
        _writer = new ObjectWriter(Store, ownership, time) { Stored = OnStored };
        var deleter = new ObjectDeleter(Store, time);
        var tokens = new ServiceAccountTokens(Issuer, Store, time);
        var accountTokens = new AccountTokenController(Store, _registry.Find("", "v1", "secrets")!, _writer, deleter, tokens, authority);
        _collector = new GarbageCollector(Store, _registry, _writer, deleter, accountTokens, time, options.ControllerDelay);
        var authenticator = new Authenticator(adminToken, tokens);
        var authorizer = new RoleAuthorizer(Store);
        var routes = new ApiRoutes(
            new DiscoveryHandler(_registry, Issuer, address),
            new ReadHandler(Store, time),
            new ListHandler(Store, time),
            new WatchHandler(Store, time, options.BookmarkInterval),
            new WriteHandler(Store, _writer, time),
            new PatchHandler(Store, _writer, ownership, authorizer, time),
            new DeleteHandler(Store, deleter, time),
            new TokenHandler(Store, tokens, time),
            new ReviewHandler(authenticator, authorizer));
        Pipeline = new ApiPipeline(_registry, authenticator, authorizer, routes, Requests, Faults, Admission, time);
        Seed(options);
    }

    public ObjectStore Store { get; }

    public TokenIssuer Issuer { get; } = new();

    public RequestLog Requests { get; } = new();

    public Faults Faults { get; } = new();

    public Admission Admission { get; } = new();

    public ApiPipeline Pipeline { get; }

    public async Task RunControllersAsync(CancellationToken cancel)
    {
        try
        {
            await _collector.RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The server is being disposed.
        }
    }

    public void Dispose() => Issuer.Dispose();

    private void Seed(EmbeddedKubernetesOptions options)
    {
        foreach (var ns in new[] { "default", "kube-system", "kube-public", "kube-node-lease" })
        {
            Create(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = ns } });
        }

        var files = options.CrdFolders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
            .Select(File.ReadAllText);
        foreach (var value in files.Concat(options.Manifests).Prepend(DefaultRoles.Yaml).SelectMany(Yaml.Parse).OfType<JsonObject>())
        {
            Create(value);
        }
    }

    private void Create(JsonObject value)
    {
        var (apiVersion, kind) = (value.Text("apiVersion") ?? "", value.Text("kind") ?? "");
        var resource = _registry.FindKind(apiVersion, kind)
            ?? throw new ArgumentException($"no kind {kind} in {apiVersion}", nameof(value));
        var ns = resource.Namespaced ? value.Metadata().Text("namespace") ?? "default" : null;
        var context = new WriteContext(resource, ns, value.Metadata().Text("name")) { Manager = "embedded" };
        ObjectDecoder.Decode(context, value, []);
        _writer.Create(context, value);
    }

    private void OnStored(ResourceDefinition resource, JsonObject value)
    {
        if (resource.Plural == "customresourcedefinitions")
        {
            _registry.SetCustom(value.Metadata().Text("name")!, CustomResources.Read(value));
        }
        else if (resource is { Plural: "namespaces", Group: "" } && value.Metadata()["deletionTimestamp"] is null)
        {
            AddDefaultAccount(value.Metadata().Text("name")!);
        }
    }

    /// <summary>What the service account controller does.</summary>
    private void AddDefaultAccount(string ns)
    {
        if (Store.Table("serviceaccounts").Find($"{ns}/default") is null)
        {
            var resource = _registry.Find("", "v1", "serviceaccounts")!;
            _writer.Create(
                new WriteContext(resource, ns, "default"), new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } });
        }
    }
}
